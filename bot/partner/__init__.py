"""The partner API that sells Stars and Premium, as Python. Knows neither Telegram nor Redis."""
