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

func TestThePageIsWholeAndHoldsTheNotes(t *testing.T) {
	r := Report{Command: "bench/run --write", Rows: []Row{{Name: "json-64", Title: "JSON", Unit: "replies"}},
		Transports: []Transport{{Name: "plain", Title: "plain HTTP", Programs: []Program{{Contender: Gateway}},
			Results: []Result{result("json-64", Nginx, 1, 100, 10), result("json-64", Gateway, 1, 30, 50)}}}}
	page := r.Page("## By hand")
	if !strings.Contains(page, "## By hand") || !strings.Contains(page, "bench/run --write") || strings.Contains(page, "%!") {
		t.Error(page)
	}
}
