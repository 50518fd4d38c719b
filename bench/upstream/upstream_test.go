package upstream

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Go's own client judges the framing, over each of the three ways.
func TestEveryFormOfAnswerOverEveryProtocol(t *testing.T) {
	identity, err := newIdentity(filepath.Join(t.TempDir(), "upstream.pem"))
	if err != nil {
		t.Fatal(err)
	}
	plain := listen(t, serveHTTP1)
	encrypted := listen(t, func(conn net.Conn) { serveTLS(conn, identity) })
	trusting := &tls.Config{InsecureSkipVerify: true}
	protocols := []struct {
		name, url string
		major     int
		transport *http.Transport
	}{
		{"HTTP/1.1", "http://" + plain, 1, &http.Transport{}},
		{"HTTP/1.1 over TLS", "https://" + encrypted, 1,
			&http.Transport{TLSClientConfig: trusting, TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{}}},
		{"HTTP/2", "https://" + encrypted, 2, &http.Transport{TLSClientConfig: trusting, ForceAttemptHTTP2: true}},
	}
	for _, protocol := range protocols {
		t.Run(protocol.name, func(t *testing.T) {
			client := &http.Client{Transport: protocol.transport, Timeout: 10 * time.Second}
			if got := post(t, client, protocol.url, protocol.major, `{}`); !bytes.Equal(got, JSONBody()) {
				t.Errorf("whole: %s", got)
			}
			want := string(bytes.Join(burst(), nil))
			if got := post(t, client, protocol.url, protocol.major, asked(BurstQuestion)); string(got) != want {
				t.Errorf("burst: %d bytes, not %d", len(got), len(want))
			}
			for question, events := range map[string][][]byte{
				ResponsesQuestion: responsesBurst(), MessagesQuestion: messagesBurst(),
			} {
				if got := post(t, client, protocol.url, protocol.major, asked(question)); !bytes.Equal(got, bytes.Join(events, nil)) {
					t.Errorf("%s: %d bytes", question, len(got))
				}
			}
			paced := string(post(t, client, protocol.url, protocol.major, asked(PacedQuestion(7, time.Millisecond))))
			if strings.Count(paced, `"delta":{"content":"`) != 7 || !strings.HasSuffix(paced, done) {
				t.Errorf("paced: %s", paced)
			}
		})
	}
}

// The windows of HTTP/2 are smaller than what is asked for at once here, so the writers must wait for credit.
func TestManyBurstsAtOnceOverHTTP2(t *testing.T) {
	identity, err := newIdentity(filepath.Join(t.TempDir(), "upstream.pem"))
	if err != nil {
		t.Fatal(err)
	}
	url := "https://" + listen(t, func(conn net.Conn) { serveTLS(conn, identity) })
	client := &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}}
	want := len(bytes.Join(burst(), nil))
	var all sync.WaitGroup
	for i := 0; i < 150; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			if got := post(t, client, url, 2, asked(BurstQuestion)); len(got) != want {
				t.Errorf("%d bytes, not %d", len(got), want)
			}
		}()
	}
	all.Wait()
}

func asked(question string) string {
	return `{"stream":true,"messages":[{"content":"` + question + `"}]}`
}

func listen(t *testing.T, serve func(net.Conn)) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				serve(conn)
			}()
		}
	}()
	return listener.Addr().String()
}

func post(t *testing.T, client *http.Client, url string, major int, body string) []byte {
	reply, err := client.Post(url+"/v1/chat/completions", "application/json", strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return nil
	}
	defer reply.Body.Close()
	if reply.ProtoMajor != major || reply.StatusCode != 200 {
		t.Errorf("%s, %s", reply.Proto, reply.Status)
	}
	text, err := io.ReadAll(reply.Body)
	if err != nil {
		t.Error(err)
	}
	return text
}
