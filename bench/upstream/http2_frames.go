package upstream

import "encoding/binary"

// What HTTP/2 (RFC 9113) calls its frames, flags and settings; only those that are used here.
const (
	preface              = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	frameHead            = 9
	data                 = 0x0
	headers              = 0x1
	rstStream            = 0x3
	settings             = 0x4
	ping                 = 0x6
	windowUpdate         = 0x8
	endStream            = 0x1
	ack                  = 0x1
	endHeaders           = 0x4
	padded               = 0x8
	maxConcurrentStreams = 0x3
	initialWindowSize    = 0x4
	maxFrame             = 16384
	firstWindow          = 65535
	// streamsAtOnce is RFC 9113's lowest advice, so that many streams need several connections.
	streamsAtOnce = 100
	streamWindow  = 1 << 20
	windowStep    = 1 << 20
)

func (c *connection2) frame(kind, flags byte, id uint32, payload []byte) {
	length := len(payload)
	c.out = append(c.out, byte(length>>16), byte(length>>8), byte(length), kind, flags,
		byte(id>>24), byte(id>>16), byte(id>>8), byte(id))
	c.out = append(c.out, payload...)
}

func (c *connection2) flush() error {
	if len(c.out) == 0 {
		return nil
	}
	_, err := c.conn.Write(c.out)
	c.out = c.out[:0]
	return err
}

func setting(to []byte, id uint16, value uint32) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint16(to, id), value)
}

func number(value int) []byte {
	return binary.BigEndian.AppendUint32(nil, uint32(value))
}
