package poegateway.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of IP addresses: {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address. */
public final class Cidr {
    private static final Pattern FORM = Pattern.compile("([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");
    private static final Pattern FOUR_PARTS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final byte[] network;
    private final int prefixBits;
    private final String text;

    private Cidr(byte[] network, int prefixBits) throws java.net.UnknownHostException {
        this.network = network;
        this.prefixBits = prefixBits;
        String address = InetAddress.getByAddress(network).getHostAddress();
        this.text = prefixBits == network.length * Byte.SIZE ? address : address + "/" + prefixBits;
    }

    /**
     * Reads a block; bits of the address beyond the length do not count. Asks no name server.
     *
     * @throws IllegalArgumentException for any other form
     */
    public static Cidr parse(String written) {
        Matcher matcher = FORM.matcher(written);
        if (!matcher.matches()
                || !(matcher.group(1).contains(":")
                        || FOUR_PARTS.matcher(matcher.group(1)).matches())) {
            throw new IllegalArgumentException("not an address or block of addresses");
        }
        byte[] address = InetAddress.ofLiteral(matcher.group(1)).getAddress();
        int bits = address.length * Byte.SIZE;
        int prefixBits = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
        if (prefixBits > bits) {
            throw new IllegalArgumentException("the length is over " + bits);
        }
        try {
            return new Cidr(masked(address, prefixBits), prefixBits);
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalArgumentException("no address", impossible);
        }
    }

    /** Whether the address lies in the block; an IPv4 address never lies in an IPv6 block, nor the other way round. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.length && Arrays.equals(masked(bytes, prefixBits), network);
    }

    private static byte[] masked(byte[] address, int prefixBits) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(prefixBits - (long) i * Byte.SIZE, 0, Byte.SIZE);
            masked[i] &= (byte) (0xFF << (Byte.SIZE - kept));
        }
        return masked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && prefixBits == cidr.prefixBits && Arrays.equals(network, cidr.network);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(network) * 31 + prefixBits;
    }

    /** In written form, readable by {@link #parse}. */
    @Override
    public String toString() {
        return text;
    }
}
