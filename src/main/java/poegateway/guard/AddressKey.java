package poegateway.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses, as they are counted. */
public final class AddressKey {
    private static final int NETWORK_BYTES = 8;

    private AddressKey() {}

    /** The address itself; of IPv6 the first half, since the other half is for whoever has the first to choose. */
    public static InetAddress block(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible); // 16 bytes are an address
        }
    }
}
