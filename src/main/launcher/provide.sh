# How a JDK and Maven come to a machine that lacks them, after one question: from the system's packages where these have
# them, else as the archives of their makers, with their checksums compared, into the data folder. Read by prepare.sh.
# shellcheck shell=sh disable=SC2034,SC2154

temurin=25.0.4.1+1
maven=3.9.16
connect_limit_s=20
stall_limit_s=60
download_limit_s=3600

# What this machine lacks: needs_jdk and needs_maven, each empty or yes.
find_needs() {
    needs_jdk=''
    needs_maven=''
    [ -n "$(search_java)" ] || needs_jdk=yes
    ! stale || has_maven || needs_maven=yes
}

# The words before a command that only root may run; fails where it cannot be run at all.
find_root() {
    as_root=''
    [ "$(id -u)" != 0 ] || return 0
    command -v sudo >/dev/null 2>&1 || return 1
    as_root='sudo '
    # Nobody is there to type a password.
    [ -t 0 ] || as_root='sudo -n '
}

# The command that installs a JDK from the system's packages, or nothing.
jdk_command() {
    if command -v apt-get >/dev/null 2>&1 && find_root; then
        for package in temurin-25-jdk openjdk-25-jdk-headless; do
            if apt_offers "$package"; then
                echo "${as_root}apt-get install -y $package"
                return
            fi
        done
    elif command -v dnf >/dev/null 2>&1 && find_root && dnf -q list java-25-openjdk-devel >/dev/null 2>&1; then
        echo "${as_root}dnf install -y java-25-openjdk-devel"
    elif command -v brew >/dev/null 2>&1 && brew info openjdk@25 >/dev/null 2>&1; then
        echo 'brew install openjdk@25'
    fi
}

maven_command() {
    if command -v apt-get >/dev/null 2>&1 && find_root && apt_offers maven; then
        echo "${as_root}apt-get install -y --no-install-recommends maven"
    elif command -v dnf >/dev/null 2>&1 && find_root && dnf -q list maven >/dev/null 2>&1; then
        echo "${as_root}dnf install -y maven"
    elif command -v brew >/dev/null 2>&1 && brew info maven >/dev/null 2>&1; then
        echo 'brew install maven'
    fi
}

apt_offers() {
    command -v apt-cache >/dev/null 2>&1 && apt-cache show "$1" >/dev/null 2>&1
}

# Temurin's words for this system, such as x64_linux; nothing for one that it is not built for.
temurin_platform() {
    case $(uname -m) in
        x86_64 | amd64) machine=x64 ;;
        aarch64 | arm64) machine=aarch64 ;;
        ppc64le | s390x | riscv64) machine=$(uname -m) ;;
        *) return 0 ;;
    esac
    case $(uname -s) in
        Darwin) echo "${machine}_mac" ;;
        Linux)
            system=linux
            for loader in "$root"/lib/ld-musl-*; do
                [ ! -e "$loader" ] || system=alpine-linux
            done
            echo "${machine}_$system"
            ;;
    esac
}

jdk_address() {
    platform=$(temurin_platform)
    [ -n "$platform" ] || return 0
    base=${TEMURIN_MIRROR:-https://github.com/adoptium/temurin25-binaries/releases/download}
    version=$(echo "$temurin" | sed 's/+/%2B/')
    file=$(echo "$temurin" | sed 's/+/_/')
    echo "${base%/}/jdk-$version/OpenJDK25U-jdk_${platform}_hotspot_$file.tar.gz"
}

maven_address() {
    base=${MAVEN_MIRROR:-https://archive.apache.org/dist}
    echo "${base%/}/maven/maven-3/$maven/binaries/apache-maven-$maven-bin.tar.gz"
}

can_download() {
    { command -v curl || command -v wget; } >/dev/null 2>&1 && command -v tar >/dev/null 2>&1
}

# Sets get_jdk and get_maven, the ways to what is missing: a command, or the address of an archive. Fails where one has none.
find_ways() {
    get_jdk=''
    get_maven=''
    if [ -n "$needs_jdk" ]; then
        get_jdk=$(jdk_command)
        [ -n "$get_jdk" ] || ! can_download || get_jdk=$(jdk_address)
        [ -n "$get_jdk" ] || return 1
    fi
    if [ -n "$needs_maven" ]; then
        get_maven=$(maven_command)
        [ -n "$get_maven" ] || ! can_download || get_maven=$(maven_address)
        [ -n "$get_maven" ] || return 1
    fi
}

# A way in words for people.
way() {
    case $1 in
        *://*) echo "$1, into $data" ;;
        *) echo "$1" ;;
    esac
}

# Whether there is leave already, or somebody to ask.
may_get() {
    [ -n "$agreed" ] || [ "${CI:-}" = true ] || [ -t 0 ]
}

is_agreed() {
    [ -z "$agreed" ] && [ "${CI:-}" != true ] || return 0
    say 'needed here, but missing; this is how to get it:'
    [ -z "$get_jdk" ] || say "  a JDK $least_java: $(way "$get_jdk")"
    [ -z "$get_maven" ] || say "  Maven: $(way "$get_maven")"
    printf 'poe-gateway: get them now? [y/N] '
    answer=''
    IFS= read -r answer || :
    case $answer in
        [Yy] | [Yy][Ee][Ss]) ;;
        *) return 1 ;;
    esac
}

# Sees to it that nothing is missing that can be had. What is missing afterwards is told by whoever needs it.
provide() {
    may_get || return 0
    find_needs
    [ -n "$needs_jdk$needs_maven" ] || return 0
    find_ways || return 0
    is_agreed || return 0
    [ -d "$data" ] || made_data=yes
    { mkdir -p "$data" && [ -w "$data" ]; } 2>/dev/null || return 0
    lock_build
    # Another process may have got them while this one waited, and one that was killed may have left its half.
    find_needs
    rm -rf "$data"/new.*
    if [ -z "$needs_jdk" ] || obtain jdk "$get_jdk" 256 .sha256.txt; then
        [ -z "$needs_maven" ] || obtain maven "$get_maven" 512 .sha512 || :
    fi
    end_build
}

# Gets one thing by a way: its name in the data folder, and for an archive the kind of its checksum and where that stands.
obtain() {
    say "getting: $(way "$2")"
    case $2 in
        *://*)
            new=$data/new.$$
            mkdir "$new"
            unpack "$@" || return 1
            rm -rf "${data:?}/$1"
            # From here on it is there, and whole.
            mv "$new/$1" "$data/$1"
            rm -rf "$new"
            ;;
        *)
            # The command is words, without patterns.
            # shellcheck disable=SC2086
            $2 </dev/null || return 1
            ;;
    esac
}

# Fetches, compares, and unpacks into the folder of its name in the folder new.
unpack() {
    download "$2" "$new/archive" shown || return 1
    download "$2$4" "$new/checksum" '' || return 1
    read -r expected _ <"$new/checksum" || :
    found=$(checksum "$3" "$new/archive")
    [ -n "$found" ] || stop "$2 is not used, since nothing here can compute its checksum: install sha${3}sum"
    [ "$found" = "${expected:-}" ] || stop "$2 is not used: its checksum is $found, but ${expected:-none} is expected"
    mkdir "$new/unpacked"
    tar -xzf "$new/archive" -C "$new/unpacked" || return 1
    for folder in "$new"/unpacked/*/Contents/Home "$new"/unpacked/*; do
        if [ -d "$folder/bin" ]; then
            mv "$folder" "$new/$1"
            return
        fi
    done
    stop "$2 is not used: it has no bin folder"
}

checksum() {
    if command -v "sha${1}sum" >/dev/null 2>&1; then
        "sha${1}sum" "$2"
    elif command -v shasum >/dev/null 2>&1; then
        shasum -a "$1" "$2"
    elif command -v openssl >/dev/null 2>&1; then
        openssl dgst -r "-sha$1" "$2"
    fi | sed 's/[^0-9a-f].*//'
}

# Fetches an address into a file; the third word says whether to show how far it is: on a terminal by the program's own
# bar, else by a line now and then.
download() {
    [ -n "${http_proxy:-}" ] || [ -z "${HTTP_PROXY:-}" ] || export http_proxy="$HTTP_PROXY"
    [ -n "${https_proxy:-}" ] || [ -z "${HTTPS_PROXY:-}" ] || export https_proxy="$HTTPS_PROXY"
    authorities=''
    [ -z "${POE_GATEWAY_POE_CA_FILE:-}" ] || gather_authorities
    quiet=yes
    [ -z "$3" ] || [ ! -t 2 ] || quiet=''
    if command -v curl >/dev/null 2>&1; then
        curl -fL ${quiet:+-sS} -# --proto-redir =https --connect-timeout "$connect_limit_s" --retry 2 \
            --speed-limit 1000 --speed-time "$stall_limit_s" ${authorities:+--cacert "$authorities"} \
            -o "$2" "$1" </dev/null 3>&- &
    else
        wget ${quiet:+-q} -T "$stall_limit_s" ${authorities:+--ca-certificate="$authorities"} -O "$2" "$1" </dev/null 3>&- &
    fi
    builder=$!
    result=0
    if [ -n "$3" ] && [ -n "$quiet" ]; then
        arriving=$2
        await_builder "$download_limit_s" || result=$?
        arriving=''
    else
        wait "$builder" || result=$?
        builder=''
    fi
    [ "$result" = 0 ] || say "$1 could not be fetched"
    return "$result"
}

# The system's authorities and the company's, for programs that take one file.
gather_authorities() {
    authorities=$new/authorities.pem
    : >"$authorities"
    for file in "${CURL_CA_BUNDLE:-}" "${SSL_CERT_FILE:-}" "$root/etc/ssl/certs/ca-certificates.crt" \
        "$root/etc/pki/tls/certs/ca-bundle.crt" "$root/etc/ssl/cert.pem"; do
        if [ -n "$file" ] && [ -r "$file" ]; then
            cat "$file" >>"$authorities"
            break
        fi
    done
    { echo && cat "$POE_GATEWAY_POE_CA_FILE"; } >>"$authorities" 2>/dev/null ||
        stop "POE_GATEWAY_POE_CA_FILE: $POE_GATEWAY_POE_CA_FILE cannot be read"
}
