// Package report turns what was measured into tables, a page and the answer to the question which bars are met.
package report

import (
	"encoding/json"
	"sort"

	"poegateway/bench/load"
)

// The contenders. Direct is the load generator on the upstream itself: what the harness can do at most.
const (
	Direct  = "direct"
	Nginx   = "nginx"
	Gateway = "gateway"
	// Before is another checkout of the gateway, to be held against.
	Before = "before"
)

// Report is a whole run; its JSON form is the raw data.
type Report struct {
	Command    string      `json:"command"`
	Taken      string      `json:"taken"`
	Machine    Machine     `json:"machine"`
	Rows       []Row       `json:"rows"`
	Transports []Transport `json:"transports"`
}

// Machine is where it ran.
type Machine struct {
	Processor string  `json:"processor"`
	Cores     int     `json:"cores"`
	MemoryGiB float64 `json:"memory_gib"`
	Kernel    string  `json:"kernel"`
	System    string  `json:"system"`
	JDK       string  `json:"jdk"`
	Nginx     string  `json:"nginx"`
	Go        string  `json:"go"`
	Gateway   string  `json:"gateway"`
	// Settings are those of the gateway that were not left at their defaults.
	Settings []string `json:"settings"`
}

// Row is one kind of load. The unit is what is counted, in the plural.
type Row struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Unit  string `json:"unit"`
}

// Transport is all that was measured over one way to the upstream.
type Transport struct {
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	Programs []Program `json:"programs"`
	Results  []Result  `json:"results"`
	// Endurance is what took longer than a row, and fresh starts.
	Endurance []Endurance `json:"endurance,omitempty"`
}

// Program is what a contender costs apart from its requests.
type Program struct {
	Contender   string    `json:"contender"`
	StartMillis []float64 `json:"start_ms"`
	// WarmUpSeconds is how long it was under load before it was measured.
	WarmUpSeconds float64 `json:"warm_up_seconds"`
	IdleMiB       float64 `json:"idle_mib"`
	AfterLoadMiB  float64 `json:"after_load_mib"`
	PeakMiB       float64 `json:"peak_mib"`
	// OutputMiB is what it has written to its standard output and error.
	OutputMiB float64 `json:"output_mib"`
}

// Result is one row of one round with one contender.
type Result struct {
	Row       string `json:"row"`
	Round     int    `json:"round"`
	Contender string `json:"contender"`
	load.Outcome
	// CPUMicros is user and system time of the contender for each unit.
	CPUMicros float64 `json:"cpu_us_per_unit"`
	// OthersShare is the part of the machine that programs outside this benchmark used meanwhile.
	OthersShare float64 `json:"others_share"`
}

// JSON is the raw data.
func (r Report) JSON() ([]byte, error) {
	text, err := json.MarshalIndent(r, "", " ")
	return append(text, '\n'), err
}

// Errors counts what went wrong.
func (r Report) Errors() int {
	sum := 0
	for _, transport := range r.Transports {
		for _, result := range transport.Results {
			sum += result.Errors
		}
	}
	return sum
}

// of gives the results of a row with a contender, in the order of the rounds.
func (t Transport) of(row, contender string) []Result {
	var found []Result
	for _, result := range t.Results {
		if result.Row == row && result.Contender == contender {
			found = append(found, result)
		}
	}
	return found
}

// program is what a contender costs, as medians over the runs.
func (t Transport) program(contender string) (Program, bool) {
	merged := Program{Contender: contender}
	var warmUp, idle, afterLoad, peak, output []float64
	for _, program := range t.Programs {
		if program.Contender == contender {
			merged.StartMillis = append(merged.StartMillis, program.StartMillis...)
			warmUp = append(warmUp, program.WarmUpSeconds)
			idle = append(idle, program.IdleMiB)
			afterLoad = append(afterLoad, program.AfterLoadMiB)
			peak = append(peak, program.PeakMiB)
			output = append(output, program.OutputMiB)
		}
	}
	merged.WarmUpSeconds, _ = median(warmUp)
	merged.IdleMiB, _ = median(idle)
	merged.AfterLoadMiB, _ = median(afterLoad)
	merged.PeakMiB, _ = median(peak)
	var known bool
	merged.OutputMiB, known = median(output)
	return merged, known
}

func rate(r Result) float64 { return r.PerSecond() }
func p50(r Result) float64  { return r.P50Micros }
func p99(r Result) float64  { return r.P99Micros }
func cpu(r Result) float64  { return r.CPUMicros }

// middle is the median of a figure over the rounds; false when there is none.
func (t Transport) middle(row, contender string, figure func(Result) float64) (float64, bool) {
	var figures []float64
	for _, result := range t.of(row, contender) {
		figures = append(figures, figure(result))
	}
	return median(figures)
}

// against is the median over the rounds of a figure held against that of another contender in the same round.
func (t Transport) against(
	row, contender, other string, figure func(Result) float64, hold func(a, b float64) float64,
) (float64, bool) {
	var figures []float64
	for _, mine := range t.of(row, contender) {
		for _, its := range t.of(row, other) {
			if its.Round == mine.Round {
				figures = append(figures, hold(figure(mine), figure(its)))
			}
		}
	}
	return median(figures)
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

func difference(a, b float64) float64 { return a - b }

func median(figures []float64) (float64, bool) {
	if len(figures) == 0 {
		return 0, false
	}
	sorted := append([]float64(nil), figures...)
	sort.Float64s(sorted)
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half], true
	}
	return (sorted[half-1] + sorted[half]) / 2, true
}
