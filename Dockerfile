# Footnote as an image: everything is installed in the first stage, and the second has only what runs.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/footnote
COPY requirements.lock ./
RUN /opt/footnote/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY index index
COPY seeds seeds
RUN python -m venv /opt/tools && /opt/tools/bin/pip install --no-cache-dir "hatchling>=1.27" \
    && /opt/tools/bin/python -m hatchling build -t wheel -d /opt/wheels \
    && /opt/footnote/bin/pip install --no-cache-dir --no-deps --no-index /opt/wheels/*.whl

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin footnote \
    && install -d -o footnote -g footnote -m 700 /data
COPY --from=build /opt/footnote /opt/footnote
ENV PATH=/opt/footnote/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data
USER footnote
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:%s/live' % os.environ.get('HTTP_PORT', '8080'), timeout=5)"]
ENTRYPOINT ["footnote"]
