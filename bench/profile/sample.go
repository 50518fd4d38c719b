package profile

import (
	"fmt"
	"strings"
)

// Sample is one stack, the running method first, as package.Class.method.
type Sample struct {
	Frames []string
	Failed bool
	// Class and Bytes are of an allocation.
	Class string
	Bytes int
}

// parse reads the events of one kind from what jfr print writes.
func parse(text, event string) []Sample {
	var samples []Sample
	var current *Sample
	inStack := false
	for _, line := range strings.Split(text, "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, event+" {"):
			samples = append(samples, Sample{})
			current = &samples[len(samples)-1]
		case current == nil:
		case trimmed == "stackTrace = [":
			inStack = true
		case inStack && trimmed == "]":
			inStack = false
		case inStack && trimmed != "..." && trimmed != "":
			current.Frames = append(current.Frames, method(trimmed))
		case strings.HasPrefix(trimmed, "failed = true"):
			current.Failed = true
		case strings.HasPrefix(trimmed, "objectClass = "):
			current.Class = strings.Fields(trimmed[len("objectClass = "):])[0]
		case strings.HasPrefix(trimmed, "tlabSize = "):
			fmt.Sscanf(trimmed, "tlabSize = %d bytes", &current.Bytes)
		}
	}
	return samples
}

// method drops parameters and line of "a.b.C.d(int, String) line: 12".
func method(frame string) string {
	if bracket := strings.IndexByte(frame, '('); bracket >= 0 {
		frame = frame[:bracket]
	}
	return frame
}

// part is a piece of the road of a request, known by the code that runs there.
type part struct {
	name     string
	prefixes []string
}

// parts are tried in this order for each frame; a sample belongs to the innermost frame that one of them knows.
var parts = []part{
	{"poegateway.front", []string{"poegateway.front."}},
	{"poegateway.relay", []string{"poegateway.relay."}},
	{"poegateway.wire", []string{"poegateway.wire."}},
	{"poegateway.upstream", []string{"poegateway.upstream."}},
	{"poegateway, other packages", []string{"poegateway."}},
	{"OkHttp and Okio", []string{"okhttp3.", "okio."}},
	{"Jackson", []string{"tools.jackson.", "com.fasterxml.jackson."}},
	{"Javalin", []string{"io.javalin."}},
	{"Jetty and servlets", []string{"org.eclipse.jetty.", "jakarta.servlet."}},
	{"Micrometer, OpenTelemetry", []string{"io.micrometer.", "io.opentelemetry."}},
	{"Bucket4j, Caffeine", []string{"io.github.bucket4j.", "com.github.benmanes."}},
	{"logging", []string{"org.slf4j.", "ch.qos.logback.", "java.util.logging.", "java.lang.System$Logger", "sun.util.logging."}},
	{"TLS", []string{"sun.security.", "javax.net.ssl.", "com.sun.crypto.", "javax.crypto."}},
	{"virtual threads", []string{
		"java.lang.VirtualThread", "java.lang.ThreadBuilders", "jdk.internal.vm.", "java.util.concurrent.ForkJoin",
		"sun.nio.ch.Poller", "sun.nio.ch.EPollPoller", "sun.nio.ch.VThreadNetPoller"}},
}

// otherPart is for stacks of nothing but the JDK's own code.
const otherPart = "JDK alone"

func partOf(sample Sample) string {
	for _, frame := range sample.Frames {
		for _, part := range parts {
			for _, prefix := range part.prefixes {
				if strings.HasPrefix(frame, prefix) {
					return part.name
				}
			}
		}
	}
	return otherPart
}

// System calls that a gateway makes for its sockets, by the Java method that makes them.
var systemCalls = map[string]string{
	"sun.nio.ch.SocketDispatcher.read0":    "read",
	"sun.nio.ch.SocketDispatcher.readv0":   "read",
	"sun.nio.ch.UnixDispatcher.write0":     "write",
	"sun.nio.ch.SocketDispatcher.write0":   "write",
	"sun.nio.ch.SocketDispatcher.writev0":  "write",
	"sun.nio.ch.UnixDispatcher.writev0":    "write",
	"sun.nio.ch.IOUtil.write1":             "wake a selector",
	"sun.nio.ch.EventFD.set0":              "wake a selector",
	"sun.nio.ch.EPoll.wait":                "epoll wait",
	"sun.nio.ch.EPoll.ctl":                 "epoll control",
	"sun.nio.ch.Net.poll":                  "poll",
	"jdk.internal.misc.Unsafe.unpark":      "unpark",
	"jdk.internal.misc.Unsafe.park":        "park",
	"java.io.FileOutputStream.writeBytes":  "write to a file",
	"sun.nio.ch.FileDispatcherImpl.write0": "write to a file",
}
