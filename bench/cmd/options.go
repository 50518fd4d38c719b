package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"poegateway/bench/report"
)

// options are the words on the command line.
type options struct {
	quick      bool
	write      bool
	rewrite    bool
	transports []string
	contenders []string
	rows       []string
	rounds     int
	runs       int
	against    string
	jsonFile   string
	profile    string
	root       string
}

const runsMost = 20

var allContenders = []string{report.Direct, report.Nginx, report.Gateway}

func readOptions(words []string) (options, error) {
	flags := flag.NewFlagSet("bench/run", flag.ContinueOnError)
	o := options{}
	flags.BoolVar(&o.quick, "quick", false, "a few minutes instead of about twenty, with rougher figures")
	flags.BoolVar(&o.write, "write", false, "write docs/bench.md and docs/bench.json; for a whole run only")
	flags.BoolVar(&o.rewrite, "rewrite", false, "measure nothing: make docs/bench.md anew from docs/bench.json and bench/notes.md")
	transport := flags.String("transport", "both", "plain, tls or both: the way between contender and upstream")
	contender := flags.String("contender", "all", "one or more of direct,nginx,gateway, or all")
	only := flags.String("rows", "all", "one or more of json-1,json-16,json-64,burst,paced,chat-bot,bot-chat,chat-bot-json,responses,messages,responses-chat,messages-chat,mcp-tools,mcp-ask,memory,warm, or all")
	flags.IntVar(&o.rounds, "rounds", 0, "how many rounds; 0 is 5, or 3 when quick")
	flags.IntVar(&o.runs, "runs", 1, "how many times all of it, each with fresh starts")
	flags.StringVar(&o.against, "against", "", "a commit, or the folder of another checkout, to hold the gateway against")
	flags.StringVar(&o.jsonFile, "json", "", "also write the raw data to this file")
	flags.StringVar(&o.profile, "profile", "", "no comparison: a CPU profile of the gateway under this row")
	if err := flags.Parse(words); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unknown word %q", flags.Arg(0))
	}
	var err error
	if o.root, err = checkout(); err != nil {
		return o, err
	}
	if o.transports, err = chosen("--transport", *transport, "both", []string{plain, encrypted}); err != nil {
		return o, err
	}
	if o.contenders, err = chosen("--contender", *contender, "all", allContenders); err != nil {
		return o, err
	}
	var names []string
	for _, row := range rows(quickScale) {
		names = append(names, row.Name)
	}
	parts := append(append([]string(nil), names...), memoryPart, warmPart)
	if o.rows, err = chosen("--rows", *only, "all", parts); err != nil {
		return o, err
	}
	if o.runs < 1 || o.runs > runsMost {
		return o, fmt.Errorf("--runs must be 1 to %d", runsMost)
	}
	if o.against != "" {
		o.contenders = append(o.contenders, report.Before)
	}
	if o.profile != "" {
		if _, err = chosen("--profile", o.profile, "", names); err != nil {
			return o, err
		}
	}
	if o.write && (o.quick || len(o.transports) < 2 || len(o.contenders) < 3 || len(o.rows) < len(parts) || o.rounds != 0 ||
		o.against != "") {
		return o, fmt.Errorf("--write needs a whole run, so it goes with no option that makes it smaller")
	}
	return o, nil
}

// checkout is the folder of the project; this program lies in its target/bench.
func checkout() (string, error) {
	self, err := os.Executable()
	return filepath.Dir(filepath.Dir(filepath.Dir(self))), err
}

// chosen splits a list, and holds that each word is known.
func chosen(flag, given, all string, known []string) ([]string, error) {
	if given == all {
		return known, nil
	}
	words := strings.Split(given, ",")
	for _, word := range words {
		if !contains(known, word) {
			return nil, fmt.Errorf("%s knows %s, but not %q", flag, strings.Join(known, ", "), word)
		}
	}
	return words, nil
}

func contains(list []string, word string) bool {
	for _, each := range list {
		if each == word {
			return true
		}
	}
	return false
}

func (o options) scale() scale {
	scale := fullScale
	if o.quick {
		scale = quickScale
	}
	if o.rounds > 0 {
		scale.rounds = o.rounds
	}
	return scale
}

func (o options) selected(all []row) []row {
	var kept []row
	for _, row := range all {
		if contains(o.rows, row.Name) {
			kept = append(kept, row)
		}
	}
	return kept
}

func (o options) named(all []row, name string) row {
	for _, row := range all {
		if row.Name == name {
			return row
		}
	}
	panic("the name was checked when the options were read")
}
