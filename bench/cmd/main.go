// Bench compares the gateway with nginx over one fast upstream, side by side on one machine. docs/bench.md has the
// figures and says how they are taken; bench/run builds and starts this program.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"poegateway/bench/contender"
	"poegateway/bench/report"
	"poegateway/bench/upstream"
)

const (
	// runLimit ends a run that hangs.
	runLimit = 45 * time.Minute
	// gcPercent leaves the cores to the contenders; memory is plentiful beside a gateway.
	gcPercent = 400
)

// The kernel ends a child with the thread that started it; the first thread lives as long as the process.
func init() { runtime.LockOSThread() }

func main() {
	debug.SetGCPercent(gcPercent)
	var err error
	if len(os.Args) == 3 && os.Args[1] == "upstream" {
		err = upstream.Serve(os.Args[2])
	} else {
		err = compare(os.Args[1:])
	}
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "bench: interrupted; all that was started has ended")
		os.Exit(130)
	case errors.Is(err, context.DeadlineExceeded):
		fmt.Fprintln(os.Stderr, "bench: ended, since it took longer than", runLimit, "for each run")
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func compare(words []string) error {
	options, err := readOptions(words)
	if err != nil {
		return err
	}
	if options.rewrite {
		return rewritePage(options.root)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	limit := time.Duration(options.runs) * runLimit
	if options.against != "" {
		limit *= 2
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	// A reader of the tables that goes away, such as head, must not keep this from cleaning up.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	scratch, err := os.MkdirTemp("", "poe-gateway-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	gateways, err := buildGateways(ctx, options)
	if err != nil {
		return err
	}
	up, err := contender.StartUpstream(scratch)
	if err != nil {
		return err
	}
	defer up.Stop()
	if options.profile != "" {
		return takeProfile(ctx, options, gateways[report.Gateway], up, scratch)
	}
	began := time.Now()
	whole, err := measureAll(ctx, options, gateways, up, scratch)
	if err != nil {
		return err
	}
	progress("took %s", time.Since(began).Round(time.Second))
	return publish(whole, options)
}

// buildGateways builds the checkout, and the one it is to be held against.
func buildGateways(ctx context.Context, options options) (map[string]*contender.Gateway, error) {
	gateway, err := contender.BuildGateway(ctx, options.root)
	if err != nil {
		return nil, err
	}
	gateways := map[string]*contender.Gateway{report.Gateway: gateway}
	if options.against == "" {
		return gateways, nil
	}
	folder, err := contender.Checkout(ctx, options.root, options.against)
	if err != nil {
		return nil, err
	}
	gateways[report.Before], err = contender.BuildGateway(ctx, folder)
	return gateways, err
}

func measureAll(
	ctx context.Context, options options, gateways map[string]*contender.Gateway, up *contender.Upstream, scratch string,
) (report.Report, error) {
	whole := report.Report{
		Command: strings.TrimSpace("bench/run " + strings.Join(os.Args[1:], " ")),
		Taken:   time.Now().UTC().Format("2006-01-02 15:04 UTC"),
	}
	chosen := options.selected(rows(options.scale()))
	for _, row := range chosen {
		whole.Rows = append(whole.Rows, row.Row)
	}
	for _, name := range options.transports {
		session := &session{
			ctx: ctx, options: options, scale: options.scale(), transport: name,
			scratch: scratch, upstream: up, gateways: gateways,
		}
		transport, err := session.run(chosen)
		if err != nil {
			return whole, err
		}
		whole.Transports = append(whole.Transports, transport)
		whole.Machine = machine(options.root, session.jdk, gateways[report.Gateway].Lifted)
	}
	return whole, nil
}

// publish prints the tables, writes what was asked for, and fails when a row has failed.
func publish(whole report.Report, options options) error {
	fmt.Print(whole.Text())
	raw, err := whole.JSON()
	if err != nil {
		return err
	}
	if options.jsonFile != "" {
		if err := os.WriteFile(options.jsonFile, raw, 0o644); err != nil {
			return err
		}
	}
	if failed := whole.Errors(); failed > 0 {
		return fmt.Errorf("%d requests failed, so the figures do not count", failed)
	}
	if !options.write {
		return nil
	}
	if err := os.WriteFile(rawFile(options.root), raw, 0o644); err != nil {
		return err
	}
	return writePage(whole, options.root)
}

func rawFile(root string) string { return filepath.Join(root, "docs", "bench.json") }

func rewritePage(root string) error {
	raw, err := os.ReadFile(rawFile(root))
	if err != nil {
		return err
	}
	var whole report.Report
	if err := json.Unmarshal(raw, &whole); err != nil {
		return err
	}
	return writePage(whole, root)
}

// writePage keeps the notes, which are written by hand, in a file of their own.
func writePage(whole report.Report, root string) error {
	notes, err := os.ReadFile(filepath.Join(root, "bench", "notes.md"))
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.WriteFile(filepath.Join(root, "docs", "bench.md"), []byte(whole.Page(string(notes))), 0o644)
}
