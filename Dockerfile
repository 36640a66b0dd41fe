# docker build -t lagcast .
# Both bases may be replaced, by a mirror's or by ones made on the spot: the build needs Maven and a JDK 21 or newer, the runtime a Java 21 or newer and bash.
# With --build-arg JAR=prebuilt the jar is not built but taken from recommender/target, after mvn -pl recommender -am package.
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG BASE_IMAGE=eclipse-temurin:25-jre
ARG JAR=build
# --build-arg PROFILES=-Ponnx adds what models of one's own need: docs/your-own-model.md.
ARG PROFILES=

FROM ${BUILD_IMAGE} AS build
ARG PROFILES
WORKDIR /build
COPY . .
# Formatting and tests are the business of the ordinary build.
RUN mvn -B -q ${PROFILES} -pl recommender -am -DskipTests -Dspotless.check.skip=true package \
 && cp recommender/target/lagcast-recommender-*-exec.jar /lagcast.jar

FROM scratch AS prebuilt
COPY recommender/target/lagcast-recommender-*-exec.jar /lagcast.jar

FROM ${JAR} AS jar

FROM ${BASE_IMAGE} AS extract
WORKDIR /extract
COPY --from=jar /lagcast.jar lagcast.jar
# Layers from what changes least to what changes most, without the embedded PostgreSQL of other systems.
RUN java -Djarmode=tools -jar lagcast.jar extract --layers --destination layers \
 && rm -f layers/dependencies/lib/embedded-postgres-binaries-darwin-* \
      layers/dependencies/lib/embedded-postgres-binaries-windows-* layers/dependencies/lib/embedded-postgres-binaries-linux-*-alpine-*

FROM ${BASE_IMAGE}
LABEL org.opencontainers.image.title="Lagcast" \
      org.opencontainers.image.description="Predictive scaling recommendations for Kafka consumer groups"
WORKDIR /opt/lagcast
COPY --from=extract /extract/layers/dependencies/ ./
COPY --from=extract /extract/layers/spring-boot-loader/ ./
COPY --from=extract /extract/layers/snapshot-dependencies/ ./
COPY --from=extract /extract/layers/application/ ./
# The service starts once, without a database, and leaves an archive of its classes that later starts map instead of reading, checking and linking them.
# Made here, on the JVM that will use it: one of another JVM is ignored.
RUN java -XX:ArchiveClassesAtExit=/opt/lagcast/lagcast.jsa -Xlog:cds=off -Xlog:cds+dynamic=off -Dspring.context.exit=onRefresh \
      -jar lagcast.jar serve --data-dir=/tmp/training --spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none \
 && rm -rf /tmp/training \
 && mkdir -p /var/lib/lagcast \
 && chown 10001:10001 /var/lib/lagcast \
 # The embedded PostgreSQL asks who it runs as.
 && echo 'lagcast:x:10001:' >> /etc/group \
 && echo 'lagcast:x:10001:10001::/var/lib/lagcast:/usr/sbin/nologin' >> /etc/passwd
# A number, so that Kubernetes can tell that it is not root.
USER 10001:10001
VOLUME /var/lib/lagcast
EXPOSE 8080 9090
# Port of HTTP that the health check asks. With TLS it cannot ask: use Kubernetes' probes, or --no-healthcheck.
ENV LAGCAST_PORT=8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$LAGCAST_PORT && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/opt/lagcast/lagcast.jsa", "-Xshare:auto", "-XX:+ExitOnOutOfMemoryError", "-Dstdout.encoding=UTF-8", \
            "-jar", "/opt/lagcast/lagcast.jar"]
CMD ["serve", "--data-dir=/var/lib/lagcast"]
