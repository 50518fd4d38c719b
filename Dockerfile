# poe-gateway as a container: an own small Java, no shell, no root, nothing that is written but /data.
# docs/running.md says how to run it; .ci/container does what stands here without a container engine.
#
# The two images are named by tag, so a build takes whatever they are that day. To pin them, look up the digests with
# `docker buildx imagetools inspect IMAGE` and write IMAGE@sha256:... here; no digest stands here because none could be
# looked up where this file was written.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY src/main ./src/main
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true -Denforcer.skip=true package
RUN mkdir /app /data \
    && mv target/poe-gateway-*.jar /app/poe-gateway.jar \
    && mv target/lib target/bom.json src/main/launcher/*.options /app/
# The modules that the gateway and its libraries use; .ci/container compares them with what jdeps finds.
RUN jlink --add-modules java.base,java.logging,java.management,java.naming,java.xml,jdk.management,jdk.unsupported,jdk.zipfs \
    --no-header-files --no-man-pages --strip-debug --output /opt/gateway-java

FROM gcr.io/distroless/base-nossl-debian13
COPY --from=build /opt/gateway-java /opt/gateway-java
COPY --from=build /app /app
COPY --from=build --chown=65532:65532 /data /data
WORKDIR /app
# The training run of Java's cache, in the image that will run, since the cache holds for this java and these files only.
RUN ["/opt/gateway-java/bin/java", "-XX:+UseG1GC", "-XX:+UnlockExperimentalVMOptions", "-XX:G1ExpandByPercentOfAvailable=0", "@/app/jvm.options", "@/app/training.options", "-XX:AOTCacheOutput=/app/gateway.aot", "-cp", "/app/poe-gateway.jar", "poegateway.Main", "train"]
ENV POE_GATEWAY_SERVER_HOST=0.0.0.0 \
    POE_GATEWAY_SERVER_PORT=8642 \
    POE_GATEWAY_SERVER_DRAIN_DELAY=5s \
    POE_GATEWAY_AUTH_KEY_FILE=/data/keys.yaml \
    POE_GATEWAY_POE_SOURCE=poe
USER 65532:65532
VOLUME /data
EXPOSE 8642
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["/opt/gateway-java/bin/java", "-XX:+UseG1GC", "@/app/jvm.options", "-XX:-UsePerfData", "-Xmx64m", "-XX:AOTCache=/app/gateway.aot", "-cp", "/app/poe-gateway.jar", "poegateway.Main", "health"]
# Half of the container's memory is heap; JDK_JAVA_OPTIONS=-Xmx... says otherwise.
ENTRYPOINT ["/opt/gateway-java/bin/java", "-XX:+UseG1GC", "-XX:+UnlockExperimentalVMOptions", "-XX:G1ExpandByPercentOfAvailable=0", "@/app/jvm.options", "-XX:-UsePerfData", "-XX:InitialHeapSize=48m", "-XX:MaxRAMPercentage=50", "-XX:AOTCache=/app/gateway.aot", "-cp", "/app/poe-gateway.jar", "poegateway.Main"]
