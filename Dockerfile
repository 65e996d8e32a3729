# An image with the bot only: no compiler, no pip, no sandbox, no root. Both stages name the version, for Dependabot.
FROM python:3.13.7-slim-bookworm AS build
RUN python -m venv /venv
COPY requirements/run.lock /tmp/run.lock
# Only wheels whose hashes are in the lock file, so the image holds the versions that the tests ran with.
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary=:all: --require-hashes -r /tmp/run.lock \
 && /venv/bin/pip uninstall -y pip

FROM python:3.13.7-slim-bookworm
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin bot
COPY --from=build /venv /venv
WORKDIR /app
COPY bot ./bot
COPY handlers ./handlers
COPY locales ./locales
# The container's file system is read-only, so Python cannot write bytecode later.
RUN /venv/bin/python -m compileall -q /app /venv/lib
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HTTP_HOST=0.0.0.0 HTTP_PORT=8080
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['HTTP_PORT'] + '/healthz', timeout=4)"]
# SIGTERM stops the bot in order; docker-compose.yml gives it the time (stop_grace_period).
ENTRYPOINT ["python", "-m", "bot"]
