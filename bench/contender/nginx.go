package contender

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// One worker; its own log and access log as Debian has them; connections towards the upstream live on. Streams are not
// buffered, since the upstream says so with X-Accel-Buffering. Verification of the certificate is on, as in the gateway.
const nginxConfig = `daemon off;
%s
worker_processes 1;
pid nginx.pid;
error_log error.log;
events { worker_connections 8192; }
http {
    access_log access.log combined;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    keepalive_requests 1000000000;
    upstream poe {
        server 127.0.0.1:%d;
        keepalive 1024;
        keepalive_requests 1000000000;
    }
    server {
        listen 127.0.0.1:%d backlog=4096;
        location = /health/ready { return 200; }
        location / {
            proxy_pass %s://poe;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Authorization "Bearer bench-key";
            proxy_ssl_name localhost;
            proxy_ssl_server_name on;
            proxy_ssl_verify on;
            proxy_ssl_trusted_certificate %s;
        }
    }
}
`

// NginxPath finds nginx; Debian keeps it where only root's PATH leads.
func NginxPath() (string, error) {
	if path, err := exec.LookPath("nginx"); err == nil {
		return path, nil
	}
	return exec.LookPath("/usr/sbin/nginx")
}

// StartNginx starts nginx over the upstream, on TLS with HTTP/1.1 where encrypted, as it cannot speak HTTP/2 to it.
func StartNginx(ctx context.Context, up *Upstream, encrypted bool, scratch string) (Started, error) {
	path, err := NginxPath()
	if err != nil {
		return Started{}, err
	}
	folder, err := os.MkdirTemp(scratch, "nginx-")
	if err != nil {
		return Started{}, err
	}
	port, err := freePort()
	if err != nil {
		return Started{}, err
	}
	scheme, upstreamPort := "http", up.PlainPort
	if encrypted {
		scheme, upstreamPort = "https", up.TLSPort
	}
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;"
	}
	config := filepath.Join(folder, "nginx.conf")
	text := fmt.Sprintf(nginxConfig, user, upstreamPort, port, scheme, up.Certificate)
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		return Started{}, err
	}
	cmd := exec.Command(path, "-p", folder, "-c", config, "-e", filepath.Join(folder, "error.log"))
	return run(ctx, cmd, filepath.Join(folder, "out.log"), port)
}

// Started is a program that is ready, with the time that took.
type Started struct {
	*Process
	Address string
	Took    time.Duration
}

func run(ctx context.Context, cmd *exec.Cmd, log string, port int) (Started, error) {
	address := fmt.Sprintf("127.0.0.1:%d", port)
	began := time.Now()
	process, err := start(cmd, log)
	if err != nil {
		return Started{}, err
	}
	took, err := process.awaitReady(ctx, address, began)
	if err != nil {
		process.Stop()
		return Started{}, err
	}
	return Started{Process: process, Address: address, Took: took}, nil
}

// NginxVersion is as nginx tells it.
func NginxVersion() string {
	path, err := NginxPath()
	if err != nil {
		return "none"
	}
	text, _ := exec.Command(path, "-v").CombinedOutput()
	return strings.TrimPrefix(strings.TrimSpace(string(text)), "nginx version: ")
}
