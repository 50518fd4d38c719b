#!/bin/busybox sh
# Whether the gateway of this container takes requests, asked without a Java of its own, where the image's variables say: on
# the port for operators where there is one, which never speaks TLS. Of a port that does speak TLS, which wget of busybox
# cannot, it only learns that somebody answers.
host=${POE_GATEWAY_SERVER_HOST:-127.0.0.1}
port=${POE_GATEWAY_SERVER_PORT:-8642}
if [ -n "${POE_GATEWAY_OPS_PORT:-}" ]; then
    host=${POE_GATEWAY_OPS_HOST:-127.0.0.1}
    port=$POE_GATEWAY_OPS_PORT
fi
case $host in
    0.0.0.0 | :: | '[::]') host=127.0.0.1 ;;
    \[*) ;;
    *:*) host="[$host]" ;;
esac

said=$(/bin/busybox timeout 3 /bin/busybox wget -q -O /dev/null "http://$host:$port/health/ready" 2>&1) && exit 0
echo "$said"
case $said in
    # Connected, and hung up on for not being TLS.
    *'error getting response'*) exit 0 ;;
esac
exit 1
