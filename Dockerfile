# The app, and a folder for what it keeps:
#
#     docker build --tag optimizers .
#     docker run --hostname optimizers --publish 8501:8501 --volume optimizers:/cache optimizers
#
# What is compiled is kept by host name; without one each container would begin a folder of its own.

FROM python:3.13-slim

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt

RUN useradd --create-home app && install --directory --owner app /cache
COPY . .

USER app
VOLUME /cache
ENV HOST=0.0.0.0 PORT=8501 XDG_CACHE_HOME=/cache PYTHONUNBUFFERED=1
EXPOSE 8501

# The first start compiles what the first visitors ask for before it answers.
HEALTHCHECK --start-period=2m CMD ["python", "-c", "import http.client, os, sys; \
    asked = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=5); \
    asked.request('GET', '/api/health'); \
    sys.exit(asked.getresponse().status != 200)"]

CMD ["python", "app.py"]
