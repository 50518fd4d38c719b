package profile

import (
	"strings"
	"testing"
)

const printed = `jdk.CPUTimeSample {
  startTime = 19:08:01.123 (2026-11-22)
  stackTrace = [
    sun.nio.ch.SocketDispatcher.write0(FileDescriptor, long, int)
    okio.internal.DefaultSocket$SocketSink.write(Buffer, long) line: 71
    poegateway.upstream.HttpUpstream.send(Call) line: 12
    ...
  ]
  eventThread = "" (javaThreadId = 93, virtual = true)
  failed = false
}

jdk.CPUTimeSample {
  stackTrace = [
    java.lang.String.hashCode() line: 1
  ]
  failed = false
}

jdk.CPUTimeSample {
  stackTrace = N/A
  failed = true
}
`

func TestSamplesBelongToTheInnermostPartThatIsKnown(t *testing.T) {
	samples := parse(printed, "jdk.CPUTimeSample")
	if len(samples) != 3 || len(samples[0].Frames) != 3 || !samples[2].Failed {
		t.Fatalf("%+v", samples)
	}
	if part := partOf(samples[0]); part != "OkHttp and Okio" {
		t.Error(part)
	}
	if part := partOf(samples[1]); part != otherPart {
		t.Error(part)
	}
	summary := Summary(samples)
	for _, want := range []string{
		"3 samples", "of it write 33.3 %", "33.3 %  (no stack)", "33.3 %  okio.internal.DefaultSocket$SocketSink.write",
	} {
		if !strings.Contains(summary, want) {
			t.Errorf("%q is missing in\n%s", want, summary)
		}
	}
}
