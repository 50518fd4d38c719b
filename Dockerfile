# poe-gateway as a container: the archive of `mvn -Prelease package` unpacked, no root, nothing that is written but /data.
# docs/running.md says how to run it; .ci/container does what stands here without a container engine.
#
# The images are named by tag, so a build takes whatever they are that day. To pin them, look up the digests with
# `docker buildx imagetools inspect IMAGE` and write IMAGE@sha256:... here; no digest stands here because none could be
# looked up where this file was written.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml poe-gateway poe-gateway.cmd LICENSE README.md CHANGELOG.md SECURITY.md openapi.yaml ./
COPY config ./config
COPY docs ./docs
COPY src/main ./src/main
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Prelease -Dmaven.test.skip=true -Dspotless.check.skip=true -Denforcer.skip=true -Dlint.skip=true package
RUN mkdir /data \
    && mv target/poe-gateway-*/poe-gateway-* /app \
    && mv src/main/release/probe.sh /app/launcher/

FROM busybox:1.37-musl AS tools

FROM gcr.io/distroless/base-nossl-debian13
# `docker build --build-arg REVISION=$(git rev-parse HEAD) .` names the commit.
ARG REVISION=unknown
LABEL org.opencontainers.image.title="poe-gateway" \
    org.opencontainers.image.description="An OpenAI-compatible gateway for Poe" \
    org.opencontainers.image.version="0.1.0" \
    org.opencontainers.image.revision="$REVISION" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.base.name="gcr.io/distroless/base-nossl-debian13"
# For the health probe alone: a JVM every half minute would cost more than the gateway does when idle.
COPY --from=tools /bin/busybox /bin/busybox
COPY --from=build /app /app
COPY --from=build --chown=65532:65532 /data /data
WORKDIR /app
# The training run of Java's cache, in the image that will run, since the cache holds for this java and these files only.
RUN ["/app/runtime/bin/java", "-XX:+UseG1GC", "-XX:+UnlockExperimentalVMOptions", "-XX:G1ExpandByPercentOfAvailable=0", "@/app/launcher/jvm.options", "@/app/launcher/training.options", "-XX:AOTCacheOutput=/app/app/gateway.aot", "-cp", "/app/app/poe-gateway.jar", "poegateway.Main", "train"]
ENV POE_GATEWAY_SERVER_HOST=0.0.0.0 \
    POE_GATEWAY_SERVER_PORT=8642 \
    POE_GATEWAY_SERVER_DRAIN_DELAY=5s \
    POE_GATEWAY_AUTH_KEY_FILE=/data/keys.yaml \
    POE_GATEWAY_POE_SOURCE=poe
USER 65532:65532
VOLUME /data
EXPOSE 8642
HEALTHCHECK --interval=30s --timeout=8s --start-period=10s --retries=3 \
    CMD ["/bin/busybox", "sh", "/app/launcher/probe.sh"]
# Half of the container's memory is heap; JDK_JAVA_OPTIONS=-Xmx... says otherwise.
ENTRYPOINT ["/app/runtime/bin/java", "-XX:+UseG1GC", "-XX:+UnlockExperimentalVMOptions", "-XX:G1ExpandByPercentOfAvailable=0", "@/app/launcher/jvm.options", "-XX:-UsePerfData", "-XX:InitialHeapSize=48m", "-XX:MaxRAMPercentage=50", "-XX:AOTCache=/app/app/gateway.aot", "-cp", "/app/app/poe-gateway.jar", "poegateway.Main"]
