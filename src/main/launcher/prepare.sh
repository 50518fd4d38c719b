# The part of the launcher that an ordinary start does not need: finds a JDK, builds, trains. Read by ../../../poe-gateway,
# whose functions and variables it uses; it has no life of its own.
# shellcheck shell=sh disable=SC1003,SC2030,SC2031,SC2154

build_limit_s=1800
training_limit_s=120
stale_lock_s=10
lock=$data/lock
log=$data/build.log
mark=$data/building

# shellcheck source=/dev/null
. "$launcher/way-out.sh"

# The first number of a java's version; 0 when it tells none.
major_of() {
    [ -x "$1" ] || { echo 0; return; }
    read_release "$(dirname "$(dirname "$(resolved "$1")")")"
    if [ "$java_major" = 0 ]; then
        java_major=$("$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    fi
    echo "${java_major:-0}"
}

# Every java that may be there, one a line, best first.
candidates() {
    [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME/bin/java"
    command -v java || :
    for home in \
        "$root"/usr/lib/jvm/* "$root"/usr/java/* "$root"/opt/java/* "$root"/opt/*jdk* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.gradle/jdks/* "${HOME:-}"/.m2/jdks/* \
        "${HOME:-}"/.asdf/installs/java/* "${HOME:-}"/.local/share/mise/installs/java/* \
        "$root"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$root"/opt/homebrew/opt/openjdk* "$root"/usr/local/opt/openjdk* \
        "$root/home"/linuxbrew/.linuxbrew/opt/openjdk* \
        "$data/jdk"; do
        [ ! -x "$home/bin/java" ] || echo "$home/bin/java"
    done
}

# Prints the first java that is new enough.
search_java() {
    candidates | while IFS= read -r candidate; do
        if [ "$(major_of "$candidate")" -ge "$least_java" ]; then
            resolved "$candidate"
            break
        fi
    done
}

has_maven() {
    command -v mvn >/dev/null 2>&1 || [ -x "$data/maven/bin/mvn" ]
}

# Sets java and java_version.
find_java() {
    if is_known_java; then
        return
    fi
    java=$(search_java)
    [ -n "$java" ] || stop "needs a JDK $least_java or newer$(jdk_advice)"
    read_release "${java%/bin/java}"
}

# How to install something on this system: the names for apt, dnf and brew.
install_command() {
    if command -v apt-get >/dev/null 2>&1; then
        echo "sudo apt install $1"
    elif command -v dnf >/dev/null 2>&1; then
        echo "sudo dnf install $2"
    elif command -v brew >/dev/null 2>&1; then
        echo "brew install $3"
    else
        echo "your system's package $1"
    fi
}

# The end of the sentence about a missing JDK: a command only where this system's archive has the package.
jdk_advice() {
    for package in temurin-25-jdk openjdk-25-jdk-headless; do
        if command -v apt-cache >/dev/null 2>&1 && apt-cache show "$package" >/dev/null 2>&1; then
            echo ": sudo apt install $package"
            return
        fi
    done
    if command -v dnf >/dev/null 2>&1 && dnf -q list java-25-openjdk-devel >/dev/null 2>&1; then
        echo ': sudo dnf install java-25-openjdk-devel'
    elif command -v brew >/dev/null 2>&1 && brew info openjdk@25 >/dev/null 2>&1; then
        echo ': brew install openjdk@25'
    elif command -v apt-get >/dev/null 2>&1; then
        echo "; apt offers none here: try 'sudo apt update', or download one from https://adoptium.net/installation"
    else
        echo ': download one from https://adoptium.net/installation'
    fi
}

is_running() {
    kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]
}

# Takes the lock of a process that is gone. The second folder lets only one process look and remove at a time.
take_over() {
    mkdir "$lock.taking" 2>/dev/null || return 0
    holder=$(cat "$lock/pid" 2>/dev/null || :)
    if [ "$holder" = "$1" ]; then
        rm -rf "$lock"
    fi
    rmdir "$lock.taking"
}

# Waits until no other process builds here.
lock_build() {
    waited_s=0
    while ! mkdir "$lock" 2>/dev/null; do
        holder=$(cat "$lock/pid" 2>/dev/null || :)
        if [ -n "$holder" ] && ! is_running "$holder"; then
            take_over "$holder"
        elif [ -z "$holder" ] && [ "$waited_s" -ge "$stale_lock_s" ]; then
            take_over ''
        fi
        [ "$waited_s" -ne 1 ] || say "waiting for another build here${holder:+ (process $holder)}"
        [ "$waited_s" -lt "$build_limit_s" ] || stop "another build took too long; if none is running, remove $lock"
        if [ "$waited_s" -ge "$stale_lock_s" ]; then
            rmdir "$lock.taking" 2>/dev/null || :
        fi
        sleep 1
        waited_s=$((waited_s + 1))
    done
    echo "$$" >"$lock/pid"
    trap 'end_build' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

# Ends only what this script started.
end_build() {
    trap - EXIT INT TERM HUP
    for process in ${watcher:-} ${builder:-}; do
        kill "$process" 2>/dev/null || :
    done
    rm -rf "$mark" "$data"/new.$$ "$lock"
    [ -z "${made_data:-}" ] || rmdir "$data" 2>/dev/null || :
}

# What the build is doing, from the end of its log; or how much of a download is here.
stage() {
    if [ -n "${arriving:-}" ]; then
        mib=0
        [ ! -f "$arriving" ] || mib=$(($(wc -c <"$arriving") / 1048576))
        [ "$mib" -lt 20 ] || echo "$((mib - mib % 20)) MiB downloaded"
        return
    fi
    sed -n -e '/Downloading from/s/.*/fetching libraries/p' -e '/--- .*compiler/s/.*/compiling/p' \
        -e '/--- .*jar-plugin/s/.*/packing/p' -e '/--- jar:/s/.*/packing/p' "$log" | tail -n 1
}

# One line a stage; on a terminal also a sign that moves. What takes longer than the limit is ended. It ends with the mark
# file, not by a signal alone: a signal that comes while the shell is still forking is lost.
watch() {
    left_s=$1
    last=''
    signs='|/-\'
    while [ -f "$mark" ] && is_running "$$"; do
        now=$(stage)
        if [ -n "$now" ] && [ "$now" != "$last" ]; then
            last=$now
            say "$now"
        fi
        if [ -t 2 ]; then
            printf '\r%.1s\r' "$signs"
            signs=${signs#?}$(printf '%.1s' "$signs")
        fi
        sleep 1
        left_s=$((left_s - 1))
        [ "$left_s" -gt 0 ] || kill "$builder" 2>/dev/null || :
    done
}

# Waits for the process in builder, at most so many seconds, and gives its exit code.
await_builder() {
    : >"$mark"
    watch "$1" 3>&- &
    watcher=$!
    result=0
    wait "$builder" || result=$?
    builder=''
    rm -f "$mark"
    kill "$watcher" 2>/dev/null || :
    wait "$watcher" 2>/dev/null || :
    watcher=''
    return "$result"
}

# The jars go to a folder of their own, since a gateway that is running still reads those of the build before.
keep_build() {
    fresh=app.$(date +%s).$$
    mkdir "$data/$fresh"
    mv "$data"/build/poe-gateway-*.jar "$data/$fresh/poe-gateway.jar"
    mv "$data/build/lib" "$data/stamp" "$data/$fresh/"
    [ ! -f "$data/build/bom.json" ] || mv "$data/build/bom.json" "$data/$fresh/"
    echo "$fresh" >"$data/current.new"
    mv "$data/current.new" "$data/current"
    before=$(basename "$app")
    for old in "$data"/app.*; do
        case $(basename "$old") in
            "$fresh" | "$before") ;;
            *) rm -rf "$old" ;;
        esac
    done
    app=$data/$fresh
    cache=$app
    rm -rf "$data/build"
}

run_maven() {
    jdk=${java%/bin/java}
    find_authorities
    if [ -n "$authorities" ]; then
        make_trust_store "$authorities" || stop "$named_by: $authorities is not a PEM file with 1 to $authorities_max certificates"
    fi
    (
        # Without a java of its own Maven would not start; with the variable its search finds the JDK that was found here.
        [ -n "${JAVA_HOME:-}" ] || command -v java >/dev/null 2>&1 || export JAVA_HOME="$jdk"
        prepare_way_out
        PATH=$PATH:$data/maven/bin JAVA25_HOME=$jdk exec mvn -B ${way_out:+-gs "$way_out"} -f "$here/pom.xml" -Dbuild.folder="$data/build" \
            -Dmaven.test.skip=true -Dspotless.check.skip=true -Denforcer.skip=true -Dlint.skip=true package </dev/null >"$log" 2>&1 3>&-
    ) &
    builder=$!
    await_builder "$build_limit_s"
}

build() {
    has_maven || stop "the build needs Maven: $(install_command maven maven maven)"
    say 'building (the first time it also fetches libraries, and takes a minute or two)'
    began_s=$(date +%s)
    rm -rf "$data/build"
    # Made before the build, so that what is edited meanwhile is built next time.
    : >"$data/stamp"
    if ! run_maven; then
        grep '^\[ERROR\]' "$log" | head -n 20 || :
        tail -n 5 "$log"
        stop "the build failed; the whole log is in $log"
    fi
    keep_build
    say "built in $(($(date +%s) - began_s)) s"
}

# Lets Java watch a short life of the gateway; what it writes down makes later starts much faster.
train() {
    say 'training (so that later starts are faster)'
    log=$data/training.log
    rm -f "$cache/gateway.aot" "$cache/gateway.aot.new"
    choose_growth_flags
    # shellcheck disable=SC2086
    "$java" $heap_flag -XX:+UseG1GC $growth_flags "@$launcher/jvm.options" "@$launcher/training.options" \
        "-XX:AOTCacheOutput=$cache/gateway.aot.new" -cp "$app/poe-gateway.jar" poegateway.Main train </dev/null >"$log" 2>&1 3>&- &
    builder=$!
    if await_builder "$training_limit_s" && [ -s "$cache/gateway.aot.new" ]; then
        mv "$cache/gateway.aot.new" "$cache/gateway.aot"
    else
        rm -f "$cache/gateway.aot.new"
        say "the training failed, so starts are slower; $log says why"
    fi
    printf '%s\n' "$java" "$java_version" >"$cache/trained"
}

# Takes the java and the jars that are there; nothing is built or trained, and nothing is written.
use_build() {
    [ -f "$app/poe-gateway.jar" ] || stop "not built yet; to build it, run: $here/poe-gateway --version"
    [ -n "$archive" ] || find_java
    is_trained || :
    ! stale || say "running the last build, which is older than its sources; to build again, run: $here/poe-gateway --version"
}

# Sees to it that there are a java, jars and, where that can be, a cache that fit together: java, app and aot.
prepare() {
    # As the gateway itself reads it: from its own folder.
    case ${POE_GATEWAY_POE_CA_FILE:-/} in
        /*) ;;
        *) POE_GATEWAY_POE_CA_FILE=$here/$POE_GATEWAY_POE_CA_FILE ;;
    esac
    if [ -z "$archive" ]; then
        if ! is_known_java && [ -z "$(search_java)" ] || { stale && ! has_maven; }; then
            # shellcheck source=/dev/null
            . "$launcher/provide.sh"
            provide
        fi
        find_java
    fi
    if ! { mkdir -p "$data" && [ -w "$data" ]; } 2>/dev/null; then
        [ -f "$app/poe-gateway.jar" ] || stop "cannot write to the folder $data, where the build goes"
        use_build
        stale || is_trained || say "cannot write to the folder $data, so starts are slower;" \
            "run $here/poe-gateway --version as its owner"
        return 0
    fi
    [ -n "$archive" ] || printf '%s\n' "${JAVA_HOME:-}" "$PATH" "$java" >"$data/java"
    if stale || ! is_trained; then
        lock_build
        # Another process may have built while this one waited.
        [ -n "$archive" ] || find_app
        if stale; then
            build
        fi
        if ! is_trained; then
            train
            is_trained || :
        fi
        end_build
    fi
}
