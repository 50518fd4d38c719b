# How the build reaches its libraries: proxies and a company's certificate authority, in the words of Maven and Java. Read
# by prepare.sh.
# shellcheck shell=sh disable=SC2034,SC2154

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

xml_escaped() {
    printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
}

# NO_PROXY's list in Java's words: a name stands for all names below it too.
no_proxy_hosts() {
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
    printf '%s' "$hosts"
}

# Maven's words for a scheme, the address of its proxy such as http://user:password@proxy.example:3128, and what goes past
# it. User and password are left to the variables that read_login sets.
proxy_settings() {
    [ -n "$2" ] || return 0
    address=${2#*://}
    address=${address%%/*}
    host=${address##*@}
    port=80
    case $host in
        *:*[!0-9]) ;;
        *:*)
            port=${host##*:}
            host=${host%:*}
            ;;
    esac
    host=${host#[}
    host=${host%]}
    echo "    <proxy><id>environment-$1</id><protocol>$1</protocol>"
    echo "      <host>$(xml_escaped "$host")</host><port>$port</port>"
    case $address in
        *@*) echo "      <username>\${env.PROXY_USER_$1}</username><password>\${env.PROXY_PASSWORD_$1}</password>" ;;
    esac
    echo "      <nonProxyHosts>$(xml_escaped "$(no_proxy_hosts "$3")")</nonProxyHosts></proxy>"
}

# Sets proxy_user and proxy_password from the address of a proxy.
read_login() {
    proxy_user=''
    proxy_password=''
    login=${1#*://}
    login=${login%%/*}
    case $login in
        *@*)
            login=${login%@*}
            proxy_user=$(decoded "${login%%:*}")
            proxy_password=$(decoded "${login#*:}")
            ;;
    esac
}

# Sets authorities, a PEM file that is believed beside Java's own, or nothing, and named_by, the variable that names it. The
# variable of other programs counts where it names a short list: a system's whole one would take minutes.
find_authorities() {
    named_by=POE_GATEWAY_POE_CA_FILE
    authorities=${POE_GATEWAY_POE_CA_FILE:-}
    if [ -z "$authorities" ] && [ -r "${SSL_CERT_FILE:-}" ]; then
        count=$(grep -c 'BEGIN CERTIFICATE' "$SSL_CERT_FILE" || :)
        if [ "$count" -gt 0 ] && [ "$count" -le "$authorities_max" ]; then
            named_by=SSL_CERT_FILE
            authorities=$SSL_CERT_FILE
        fi
    fi
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

# Gives the Maven that this process is about to become its way out; way_out names a file with settings, if there is one.
# Passwords travel in variables, since everybody on the machine can read a command line.
prepare_way_out() {
    way_out=''
    https=${https_proxy:-${HTTPS_PROXY:-}}
    http=${http_proxy:-${HTTP_PROXY:-}}
    if [ -n "$https$http" ]; then
        {
            echo '<settings>'
            echo '  <proxies>'
            proxy_settings https "$https" "${no_proxy:-${NO_PROXY:-}}"
            proxy_settings http "$http" "${no_proxy:-${NO_PROXY:-}}"
            echo '  </proxies>'
            echo '</settings>'
        } >"$data/maven-settings.xml"
        read_login "$https"
        export PROXY_USER_https="$proxy_user" PROXY_PASSWORD_https="$proxy_password"
        read_login "$http"
        export PROXY_USER_http="$proxy_user" PROXY_PASSWORD_http="$proxy_password"
        way_out=$data/maven-settings.xml
    fi
    if [ -n "$authorities" ]; then
        trusted="\"-Djavax.net.ssl.trustStore=$data/trust.p12\" -Djavax.net.ssl.trustStorePassword=changeit"
        export JDK_JAVA_OPTIONS="$trusted ${JDK_JAVA_OPTIONS:-}"
    fi
}
