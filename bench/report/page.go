package report

import (
	"fmt"
	"strings"
)

// Page is docs/bench.md. The notes are written by hand; they say what the figures cannot.
func (r Report) Page(notes string) string {
	var out strings.Builder
	fmt.Fprintf(&out, pageHead, r.Command, r.Taken, r.Machine.Gateway)
	out.WriteString("\n## What was to be reached\n\n" + r.Bars())
	if notes != "" {
		out.WriteString("\n" + strings.TrimSpace(notes) + "\n")
	}
	for _, transport := range r.Transports {
		out.WriteString("\n## " + strings.ToUpper(transport.Title[:1]) + transport.Title[1:] + "\n\n" + r.Figures(transport))
	}
	out.WriteString("\n" + pageColumns + "\n## Start and memory\n\n" + r.Costs())
	if table := r.EnduranceTable(); table != "" {
		out.WriteString("\n" + table + "\n" + pageEndurance)
	}
	out.WriteString("\n## Where it ran\n\n" + r.machineLines())
	fmt.Fprintf(&out, "\n"+pageMethod, r.output(), r.passed(), r.warmUps())
	out.WriteString("\n" + pageUse)
	return out.String()
}

func (r Report) machineLines() string {
	m := r.Machine
	return fmt.Sprintf("- %s, %d cores, %.1f GiB of memory, shared by everything that is measured and the harness\n"+
		"- %s, Linux %s\n- JDK: %s\n- %s, Go %s\n- %s\n",
		m.Processor, m.Cores, m.MemoryGiB, m.System, m.Kernel, m.JDK, m.Nginx, m.Go, r.OthersLine())
}

func (r Report) passed() string {
	if len(r.Machine.Settings) == 0 {
		return "No limit had to be lifted."
	}
	return "Lifted by settings: `" + strings.Join(r.Machine.Settings, "`, `") + "`."
}

// output tells how much the gateway has printed, which is mostly its access log.
func (r Report) output() string {
	var words []string
	for _, transport := range r.Transports {
		if program, known := transport.program(Gateway); known && program.OutputMiB > 0 {
			words = append(words, fmt.Sprintf("%.1f MiB over %s", program.OutputMiB, transport.Name))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}

func (r Report) warmUps() string {
	var words []string
	for _, transport := range r.Transports {
		if program, known := transport.program(Gateway); known {
			words = append(words, fmt.Sprintf("%.0f s (%s)", program.WarmUpSeconds, transport.Name))
		}
	}
	return strings.Join(words, ", ")
}

const pageHead = `# Bench: the gateway beside nginx

What does the gateway add to a request? This page answers with nginx as the yardstick: both carry the same requests to
the same fast upstream, on the same machine, minutes apart.

` + "```sh\n%s\n```" + `

Taken %s at commit %s. The page is written by that
command; the raw data is in [bench.json](bench.json).
`

const pageColumns = `*direct* is the load generator on the upstream itself, over plain HTTP/1.1 in both tables: what the harness can do at
most. *CPU* is user and system time of the contender for each reply, stream or chunk. *rate / nginx* and *CPU / nginx*
compare within one round; *+p50* and *+p99* are what is added to *direct* in the same round. The harness takes its share
of the cores too, so the ratio of the rates flatters; that of CPU does not.
`

const pageEndurance = `Each row of this table is of fresh starts, and its figures are medians. *After JSON* is read at the end of 30 s of JSON with
64 callers, *a minute later* after 60 s without a request; then *2,000 streams* are held open for 20 s, and the most is
shown. *Quick after* is how long a caller alone sees a 99th percentile over 1 ms in one of the seconds, *then p99* what it
sees in the 5 s that follow.
`

const pageMethod = `## How it is measured

- **Rows.** JSON: a request of 1 KB, a whole reply of 1 KB, so many callers who each ask again when the reply is there;
  time from sending to the last byte. Bursts: 16 callers, each stream 200 chunks of 200 bytes which the upstream sends at
  once, each a chunk of HTTP of its own, then finish, usage and [DONE]; time from sending to the last byte. Paced: 500
  streams of 20 chunks, one every 200 ms, their starts spread evenly over 200 ms; each chunk carries the time when it was
  sent, and what is shown is the time until it has reached its caller.
- **Translated rows** are bursts and JSON again, of callers whose dialect is not their model's: *chat to bot* is a chat with
  a model that is asked by Poe's bot protocol, *bot to chat* a query of that protocol whose model is asked in a chat. nginx
  cannot carry them, so they are held against the gateway's own rows.
- **Callers** speak plain HTTP/1.1 on connections that live on, and look at every byte: a status other than 200, a stream
  that is cut, a text that is not the upstream's, or a reply that differs from the one before in any byte fails the row
  and the run.
- **The upstream** and the load generator are one small program in bench/, which frames HTTP/1.1 and HTTP/2 by itself to
  leave the machine to the contenders. It allows 100 streams on an HTTP/2 connection.
- **nginx** is Debian's, with one worker, connections to the upstream that live on, its access log on
  as Debian has it, the upstream's certificate verified. Streams are not buffered: the upstream asks for that with
  X-Accel-Buffering. nginx cannot speak HTTP/2 to an upstream, so over TLS it speaks HTTP/1.1.
- **The gateway** is started by ./poe-gateway as a user would, with a key, everything on that is on by default, and its
  output going to a file%s. %s
- **Order.** Within a row the contenders follow one another directly; who is first changes from round to round. Shown
  are medians of the rounds; a ratio is the median of the rounds' ratios.
- **Warm-up.** Each program first carries JSON, bursts and paced streams, each until CPU time for a request falls no more
  and the JVM compiles little, but for 30 s at most: %s for the gateway; nginx gets 1 s of each.
- **Memory** is what the kernel counts as resident (VmRSS, peak VmHWM), 5 s after the start and 5 s after the last load.
  Pages that the processes of nginx share count in each.
- **Start** is from starting the launcher to the first 200 of /health/ready; the median of five, after one start that does
  not count because it may build or train.
`

const pageUse = `## To use it

` + "`bench/run`" + ` needs Debian, a JDK 25 and Maven. It installs nginx (whose package may start a server on port 80, which
the bench does not use) and Go 1.19 or newer where they are missing, takes about twenty minutes, uses loopback and free
ports only, and ends what it started, also on Ctrl-C. Nothing else should run meanwhile; the page says what did.

| option | meaning |
|---|---|
| ` + "`--write`" + ` | writes this page and the raw data |
| ` + "`--rewrite`" + ` | measures nothing: makes this page anew from the raw data and bench/notes.md |
| ` + "`--quick`" + ` | two to three minutes: three short rounds, rougher figures |
| ` + "`--transport plain`" + ` | one way to the upstream only: plain or tls |
| ` + "`--contender nginx,gateway`" + ` | only these of direct, nginx, gateway |
| ` + "`--rows json-64,burst`" + ` | only these of json-1, json-16, json-64, burst, paced, chat-bot, bot-chat, chat-bot-json, responses, messages, responses-chat, messages-chat, mcp-tools, mcp-ask, memory, warm |
| ` + "`--rounds 1`" + ` | so many rounds of each row in one life of the programs |
| ` + "`--runs 5`" + ` | all of it so many times, each with fresh starts; medians are over all |
| ` + "`--against HEAD~1`" + ` | also the gateway of that commit, or of another checkout's folder, in every round, and a table of the ratios |
| ` + "`--json FILE`" + ` | the raw data goes to this file too |
| ` + "`--profile json-64`" + ` | no comparison: where the gateway's CPU time and memory go under this row |

The profile is taken by the JDK's flight recorder, which samples CPU time with native code and the kernel in it. It
groups the samples by part of the request, and leaves the recording in target/bench for ` + "`jfr view`" + ` or JDK Mission
Control. ` + "`JAVA_OPTS`" + ` goes to the gateway as always.

The harness has tests of its own: ` + "`cd bench && go test ./...`" + `.
`
