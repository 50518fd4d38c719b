# How Maven reaches the libraries: proxies and a company's certificate authority, as options in a file that java reads. A
# file and not Maven's command line, where everybody on the machine could read a proxy's password.
# shellcheck shell=sh disable=SC2154

authorities_max=50

# The text with its %40 and the like as what they stand for.
decoded() {
    rest=$1
    while :; do
        case $rest in
            *%[0-9A-Fa-f][0-9A-Fa-f]*)
                before=${rest%%%[0-9A-Fa-f][0-9A-Fa-f]*}
                rest=${rest#"$before"%}
                after=${rest#??}
                printf '%s' "$before"
                # shellcheck disable=SC2059 # the format is one character, made of a number
                printf "\\$(printf %03o "0x${rest%"$after"}")"
                rest=$after
                ;;
            *)
                printf '%s' "$rest"
                return
                ;;
        esac
    done
}

# One option as a line of the file that java reads.
option() {
    printf '"-D%s=%s"\n' "$1" "$(printf '%s' "$2" | sed 's/[\\"]/\\&/g')"
}

# Options for a scheme and the address of its proxy, such as http://user:password@proxy.example:3128.
proxy_options() {
    [ -n "$2" ] || return 0
    address=${2#*://}
    address=${address%%/*}
    case $address in
        *@*)
            login=${address%@*}
            address=${address##*@}
            option "$1.proxyUser" "$(decoded "${login%%:*}")"
            option "$1.proxyPassword" "$(decoded "${login#*:}")"
            ;;
    esac
    case $address in
        *]) option "$1.proxyHost" "$address" ;;
        *:*)
            option "$1.proxyHost" "${address%:*}"
            option "$1.proxyPort" "${address##*:}"
            ;;
        *)
            option "$1.proxyHost" "$address"
            option "$1.proxyPort" 80
            ;;
    esac
}

# NO_PROXY's list in Java's words: a name stands for all names below it too.
no_proxy_option() {
    hosts='localhost|127.*|[::1]'
    set -f
    IFS=', '
    for name in $1; do
        name=${name#.}
        case $name in
            '*') hosts="$hosts|*" ;;
            *) hosts="$hosts|$name|*.$name" ;;
        esac
    done
    unset IFS
    set +f
    option http.nonProxyHosts "$hosts"
}

# Java's own authorities and those of a PEM file, as a trust store.
make_trust_store() {
    [ -r "$1" ] || return 1
    keytool=$jdk/bin/keytool
    store=$data/trust.p12
    rm -f "$store"
    "$keytool" -importkeystore -noprompt -srckeystore "$jdk/lib/security/cacerts" -srcstorepass changeit \
        -destkeystore "$store" -deststoretype PKCS12 -deststorepass changeit >"$log" 2>&1 || return 1
    count=0
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            *'BEGIN CERTIFICATE'*) text=$line ;;
            *'END CERTIFICATE'*)
                count=$((count + 1))
                [ "$count" -le "$authorities_max" ] || return 1
                printf '%s\n%s\n' "$text" "$line" | "$keytool" -importcert -noprompt -alias "company-$count" \
                    -keystore "$store" -storepass changeit >>"$log" 2>&1 || return 1
                ;;
            *) text="${text:-}
$line" ;;
        esac
    done <"$1"
    [ "$count" -gt 0 ]
}

write_maven_options() {
    rm -f "$maven_options"
    if [ -n "${POE_GATEWAY_POE_CA_FILE:-}" ]; then
        make_trust_store "$POE_GATEWAY_POE_CA_FILE" || stop \
            "POE_GATEWAY_POE_CA_FILE: $POE_GATEWAY_POE_CA_FILE is no PEM file of 1 to $authorities_max certificates"
    fi
    # The file is made before anything secret is in it.
    (umask 077 && : >"$maven_options")
    {
        https=${https_proxy:-${HTTPS_PROXY:-}}
        http=${http_proxy:-${HTTP_PROXY:-}}
        if [ -n "$https$http" ]; then
            proxy_options https "$https"
            proxy_options http "$http"
            no_proxy_option "${no_proxy:-${NO_PROXY:-}}"
            # Maven 3.9 and 4 look at these properties only when told to; 3.8 always does.
            option aether.connector.http.useSystemProperties true
            option aether.transport.apache.useSystemProperties true
        fi
        if [ -n "${POE_GATEWAY_POE_CA_FILE:-}" ]; then
            option javax.net.ssl.trustStore "$data/trust.p12"
            option javax.net.ssl.trustStorePassword changeit
        fi
    } >"$maven_options"
}
