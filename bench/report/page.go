package report

import (
	"fmt"
	"strings"
)

// Page is docs/bench.md. The notes are written by hand; they say what the figures cannot.
func (r Report) Page(notes string) string {
	var out strings.Builder
	fmt.Fprintf(&out, pageHead, r.Command, r.Taken, r.Machine.Gateway)
	out.WriteString("\n## Bars\n\n" + r.Bars())
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

What does the gateway add to a request? This page compares it with nginx: both carry the same requests to the same fast
upstream, on the same machine, minutes apart.

` + "```sh\n%s\n```" + `

Measured %s at commit %s. This command wrote
the page; the raw data is in [bench.json](bench.json).
`

const pageColumns = `*direct* is the load generator asking the upstream itself, over plain HTTP/1.1 in both tables: the most that the harness
can do. *CPU* is user and system time of the contender for each reply, stream or chunk. *rate / nginx* and *CPU / nginx*
compare within one round; *+p50* and *+p99* are what is added to *direct* in the same round. The harness takes its share
of the cores too, so the ratio of the rates flatters the slower one; that of CPU does not.
`

const pageEndurance = `The figures in this table come from fresh starts, and are medians. *After JSON* is read at the end of 30 s of JSON with 64
callers, *a minute later* after 60 s without a request; then *2,000 streams* are held open for 20 s, and the peak is shown.
*Quick after* is how long it takes until a single caller no longer sees a second whose 99th percentile is over 1 ms, *then
p99* what it sees in the next 5 s.
`

const pageMethod = `## How it is measured

- **Rows.** JSON: requests of 1 KB, whole replies of 1 KB; c is the number of callers, each of which asks again as soon as it has
  its reply; time from sending to the last byte. Bursts: 16 callers; each stream has 200 chunks of 200 bytes, which the upstream
  sends at once, each as an HTTP chunk of its own, then finish, usage and [DONE]; time from sending to the last byte. Paced: 500
  streams of 20 chunks, one every 200 ms, their starts spread evenly over 200 ms; each chunk carries the time when it was
  sent, and the table shows how long it took to reach its caller.
- **Translated rows** are bursts and JSON again, for callers whose dialect is not their model's: *chat to bot* is a chat with
  a model that is asked over Poe's bot protocol, *bot to chat* a query of that protocol whose model is asked over chat. nginx
  cannot do this, so these rows are compared with the gateway's own.
- **Callers** speak plain HTTP/1.1 on persistent connections, and check every byte: a status other than 200, a stream
  that is cut, a text that is not the upstream's, or a reply that differs from the one before in any byte fails the row
  and the run.
- **The upstream** and the load generator are one small program in bench/, which frames HTTP/1.1 and HTTP/2 by itself to
  leave the machine to the contenders. It allows 100 streams on an HTTP/2 connection.
- **nginx** is Debian's, with one worker, persistent connections to the upstream, its access log on as Debian configures
  it, and the upstream's certificate verified. Streams are not buffered: the upstream asks for that with X-Accel-Buffering.
  nginx cannot speak HTTP/2 to an upstream, so over TLS it speaks HTTP/1.1.
- **The gateway** is started with ./poe-gateway as a user would, with a key, with everything that is on by default, and with
  its output going to a file%s. %s
- **Order.** Within a row the contenders directly follow one another; which comes first changes from round to round. The
  figures are medians of the rounds; a ratio is the median of the rounds' ratios.
- **Warm-up.** Each program first carries JSON, bursts and paced streams, each until CPU time for a request stops falling
  and the JVM compiles little, but for 30 s at most: %s for the gateway; nginx gets 1 s of each.
- **Memory** is what the kernel counts as resident (VmRSS, peak VmHWM), 5 s after the start and 5 s after the last load.
  Pages that the processes of nginx share are counted for each of them.
- **Start** is the time from starting the launcher to the first 200 of /health/ready; the median of five, after one start
  that does not count because it may build or train.
`

const pageUse = `## Running it

` + "`bench/run`" + ` needs Debian, a JDK 25 and Maven. It installs nginx (whose package may start a server on port 80, which
the bench does not use) and Go 1.19 or newer where they are missing, takes about twenty minutes, uses only loopback and free
ports, and ends what it started, also on Ctrl-C. Nothing else should run at the same time; the page says how much did.

| option | meaning |
|---|---|
| ` + "`--write`" + ` | writes this page and the raw data |
| ` + "`--rewrite`" + ` | measures nothing: writes this page again from the raw data and bench/notes.md |
| ` + "`--quick`" + ` | two to three minutes: three short rounds, rougher figures |
| ` + "`--transport plain`" + ` | only one transport to the upstream: plain or tls |
| ` + "`--contender nginx,gateway`" + ` | only these, out of direct, nginx, gateway |
| ` + "`--rows json-64,burst`" + ` | only these, out of json-1, json-16, json-64, burst, paced, chat-bot, bot-chat, chat-bot-json, responses, messages, responses-chat, messages-chat, mcp-tools, mcp-ask, memory, warm |
| ` + "`--rounds 1`" + ` | how many rounds of each row between two starts of the programs |
| ` + "`--runs 5`" + ` | how often all of it is done, each time with fresh starts; medians are over all |
| ` + "`--against HEAD~1`" + ` | in every round also the gateway of that commit, or of another checkout's folder; adds a table of the ratios |
| ` + "`--json FILE`" + ` | also writes the raw data to this file |
| ` + "`--profile json-64`" + ` | no comparison: where the gateway's CPU time and memory go under this row |

The profile is taken by the JDK's flight recorder, which samples CPU time, including native code and the kernel. The samples
are grouped by part of the request, and the recording stays in target/bench for ` + "`jfr view`" + ` or JDK Mission
Control. ` + "`JAVA_OPTS`" + ` is passed to the gateway as always.

The harness has tests of its own: ` + "`cd bench && go test ./...`" + `.
`
