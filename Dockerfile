# The bot alone, about as small as Python allows: no compiler, no package index, no stand-ins, no root.
ARG PYTHON=3.13.7-slim-bookworm

FROM python:${PYTHON} AS build
RUN python -m venv /venv
COPY requirements/run.lock /tmp/run.lock
# Wheels only and each with its hash: what is installed here is what was tested.
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary=:all: --require-hashes -r /tmp/run.lock \
 && /venv/bin/pip uninstall -y pip

FROM python:${PYTHON}
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin bot
COPY --from=build /venv /venv
WORKDIR /app
COPY bot ./bot
COPY handlers ./handlers
COPY locales ./locales
# The file system is read-only where it runs, so bytecode is made here.
RUN /venv/bin/python -m compileall -q /app /venv/lib
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HTTP_HOST=0.0.0.0 HTTP_PORT=8080
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['HTTP_PORT'] + '/healthz', timeout=4)"]
# SIGTERM drains: see stop_grace_period in docker-compose.yml.
ENTRYPOINT ["python", "-m", "bot"]
