package report

import (
	"strings"
	"testing"

	"poegateway/bench/load"
)

func result(row, contender string, round, units int, cpu float64) Result {
	return Result{Row: row, Contender: contender, Round: round, CPUMicros: cpu,
		Outcome: load.Outcome{Units: units, Seconds: 1, P50Micros: cpu}}
}

func TestRatiosAreTakenWithinARound(t *testing.T) {
	transport := Transport{Results: []Result{
		result("json-64", Nginx, 1, 100, 10), result("json-64", Gateway, 1, 50, 30),
		result("json-64", Nginx, 2, 10, 100), result("json-64", Gateway, 2, 5, 300),
		result("json-64", Nginx, 3, 100, 10), result("json-64", Gateway, 3, 10, 90),
	}}
	if got, _ := transport.against("json-64", Gateway, Nginx, rate, ratio); got != 0.5 {
		t.Error("rate", got)
	}
	if got, _ := transport.against("json-64", Gateway, Nginx, cpu, ratio); got != 3 {
		t.Error("CPU", got)
	}
}

func TestABarIsMetOnlyWhenItIsMetOverEveryTransport(t *testing.T) {
	good := Transport{Name: "plain", Results: []Result{result("json-64", Nginx, 1, 100, 10), result("json-64", Gateway, 1, 30, 50)}}
	bad := Transport{Name: "tls", Results: []Result{result("json-64", Nginx, 1, 100, 10), result("json-64", Gateway, 1, 10, 50)}}
	line := func(transports ...Transport) string {
		bars := Report{Transports: transports}.Bars()
		return strings.Split(bars[strings.Index(bars, "JSON c=64: throughput"):], "\n")[0]
	}
	if got := line(good); !strings.Contains(got, "| met ") {
		t.Error(got)
	}
	if got := line(good, bad); !strings.Contains(got, "| missed ") {
		t.Error(got)
	}
	if got := line(Transport{Name: "none"}); strings.Contains(got, "met") || strings.Contains(got, "missed") {
		t.Error(got)
	}
}

func TestAnErrorTakesThePlaceOfTheFigures(t *testing.T) {
	failed := result("json-1", Gateway, 1, 100, 10)
	failed.Errors, failed.FirstError = 2, "status 503"
	r := Report{Rows: []Row{{Name: "json-1", Title: "JSON"}}, Transports: []Transport{{Results: []Result{failed}}}}
	if table := r.Figures(r.Transports[0]); !strings.Contains(table, "FAILED: 2 errors, first: status 503") {
		t.Error(table)
	}
	if bars := r.Bars(); !strings.Contains(bars, "| missed | FAILED |") {
		t.Error(bars)
	}
	if r.Errors() != 2 {
		t.Error(r.Errors())
	}
}

func TestProgramsAndEnduranceAreMediansOverTheRuns(t *testing.T) {
	transport := Transport{
		Programs: []Program{{Contender: Gateway, IdleMiB: 1, StartMillis: []float64{5}}, {Contender: Nginx, IdleMiB: 100},
			{Contender: Gateway, IdleMiB: 9, StartMillis: []float64{6}}, {Contender: Gateway, IdleMiB: 2}},
		Endurance: []Endurance{{Contender: Gateway, JSONMiB: 7}, {Contender: Gateway, JSONMiB: 300},
			{Contender: Gateway, WarmP99Micros: 900}, {Contender: Gateway, JSONMiB: 8}, {Contender: Before, JSONMiB: 1}},
	}
	if program, known := transport.program(Gateway); !known || program.IdleMiB != 2 || len(program.StartMillis) != 2 {
		t.Error(program)
	}
	if got, known := transport.endured(Gateway, jsonMiB); !known || got != 8 {
		t.Error(got)
	}
	if _, known := transport.endured(Gateway, pacedMiB); known {
		t.Error("a figure that nobody measured")
	}
	table := Report{Transports: []Transport{transport}}.EnduranceTable()
	if !strings.Contains(table, "before") || !strings.Contains(table, "900") {
		t.Error(table)
	}
}

func TestARowThatCostsOver5PercentMoreThanBeforeIsNamed(t *testing.T) {
	held := func(now float64) string {
		return Report{Rows: []Row{{Name: "json-64", Title: "JSON"}}, Transports: []Transport{{Name: "plain", Results: []Result{
			result("json-64", Before, 1, 100, 100), result("json-64", Gateway, 1, 100, now),
			result("json-64", Before, 2, 10, 1000), result("json-64", Gateway, 2, 10, 10*now)}}}}.Against()
	}
	if worse := held(106); !strings.Contains(worse, "1.060") || !strings.Contains(worse, "WORSE") {
		t.Error(worse)
	}
	if same := held(104); strings.Contains(same, "WORSE") || !strings.Contains(same, "no") {
		t.Error(same)
	}
	if none := (Report{}).Against(); none != "" {
		t.Error(none)
	}
}

func TestThePageIsWholeAndHoldsTheNotes(t *testing.T) {
	r := Report{Command: "bench/run --write", Rows: []Row{{Name: "json-64", Title: "JSON", Unit: "replies"}},
		Transports: []Transport{{Name: "plain", Title: "plain HTTP", Programs: []Program{{Contender: Gateway}},
			Results: []Result{result("json-64", Nginx, 1, 100, 10), result("json-64", Gateway, 1, 30, 50)}}}}
	page := r.Page("## By hand")
	if !strings.Contains(page, "## By hand") || !strings.Contains(page, "bench/run --write") || strings.Contains(page, "%!") {
		t.Error(page)
	}
}
