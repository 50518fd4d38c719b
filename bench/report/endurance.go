package report

import "fmt"

// Endurance is one part of what a gateway needs over a longer time, after one fresh start.
type Endurance struct {
	Part      string  `json:"part"`
	Contender string  `json:"contender"`
	Run       int     `json:"run"`
	IdleMiB   float64 `json:"idle_mib"`
	// Resident right after the load of JSON, after the rest that followed, and the most under paced streams.
	JSONMiB       float64 `json:"json_mib,omitempty"`
	RestedMiB     float64 `json:"rested_mib,omitempty"`
	PacedMiB      float64 `json:"paced_mib,omitempty"`
	JSONCPUMicros float64 `json:"json_cpu_us,omitempty"`
	// WarmAfterSeconds is for how long a caller alone was not yet served quickly.
	WarmAfterSeconds float64 `json:"warm_after_seconds,omitempty"`
	WarmP50Micros    float64 `json:"warm_p50_us,omitempty"`
	WarmP99Micros    float64 `json:"warm_p99_us,omitempty"`
}

func (e Endurance) String() string {
	if e.WarmP99Micros > 0 {
		return fmt.Sprintf("warm after %.0f s, then p50 %.0f µs, p99 %.0f µs", e.WarmAfterSeconds, e.WarmP50Micros, e.WarmP99Micros)
	}
	return fmt.Sprintf("idle %.0f MiB, after JSON %.0f, rested %.0f, 2,000 streams %.0f; JSON took %.0f µs of CPU",
		e.IdleMiB, e.JSONMiB, e.RestedMiB, e.PacedMiB, e.JSONCPUMicros)
}

// endured is the median over the runs of a figure that was measured.
func (t Transport) endured(contender string, figure func(Endurance) (float64, bool)) (float64, bool) {
	var figures []float64
	for _, each := range t.Endurance {
		if value, known := figure(each); known && each.Contender == contender {
			figures = append(figures, value)
		}
	}
	return median(figures)
}

func jsonMiB(e Endurance) (float64, bool)   { return e.JSONMiB, e.JSONMiB > 0 }
func restedMiB(e Endurance) (float64, bool) { return e.RestedMiB, e.RestedMiB > 0 }
func pacedMiB(e Endurance) (float64, bool)  { return e.PacedMiB, e.PacedMiB > 0 }
func anything(Endurance) (float64, bool)    { return 0, true }
func freshMiB(e Endurance) (float64, bool)  { return e.IdleMiB, e.IdleMiB > 0 }
func warmAfter(e Endurance) (float64, bool) { return e.WarmAfterSeconds, e.WarmP99Micros > 0 }
func warmP99(e Endurance) (float64, bool)   { return e.WarmP99Micros, e.WarmP99Micros > 0 }

func endures(figure func(Endurance) (float64, bool)) func(Transport, string) (float64, bool) {
	return func(t Transport, _ string) (float64, bool) { return t.endured(Gateway, figure) }
}

// EnduranceTable shows each gateway over each transport; empty where nothing was measured.
func (r Report) EnduranceTable() string {
	lines := [][]string{{"", "", "idle MiB", "after JSON MiB", "a minute later MiB", "2,000 streams MiB", "quick after s", "then p99 µs"}}
	for _, transport := range r.Transports {
		title := transport.Name
		for _, contender := range []string{Before, Gateway} {
			if _, known := transport.endured(contender, anything); !known {
				continue
			}
			line := []string{title, contender}
			for _, figure := range []func(Endurance) (float64, bool){freshMiB, jsonMiB, restedMiB, pacedMiB, warmAfter, warmP99} {
				line = append(line, cell("%.0f")(transport.endured(contender, figure)))
			}
			lines = append(lines, line)
			title = ""
		}
	}
	if len(lines) == 1 {
		return ""
	}
	return aligned(lines)
}
