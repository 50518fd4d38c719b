package poegateway.access;

import java.util.Optional;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.app.Gateway;
import poegateway.front.Route;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/**
 * Somebody who tries a door.
 *
 * @param bearer sent as Authorization
 * @param xApiKey sent as x-api-key
 * @param query put behind the path, with its question mark
 */
record Visitor(Optional<String> bearer, Optional<String> xApiKey, String query) {
    static Visitor nobody() {
        return new Visitor(Optional.empty(), Optional.empty(), "");
    }

    static Visitor with(String key) {
        return new Visitor(Optional.of("Bearer " + key), Optional.empty(), "");
    }

    static Visitor withApiKey(String key) {
        return new Visitor(Optional.empty(), Optional.of(key), "");
    }

    static Visitor withTwo(String one, String other) {
        return new Visitor(Optional.of("Bearer " + one), Optional.of(other), "");
    }

    static Visitor withUrl(String query) {
        return new Visitor(Optional.of("Bearer " + Keyring.key(1)), Optional.empty(), query);
    }

    Reply uses(Rig rig, Gateway gateway, Route route) {
        String path = route.path().replace("<id>", "Claude-Sonnet-4.6");
        return uses(rig, gateway, route.method(), path);
    }

    Reply uses(Rig rig, Gateway gateway, String method, String path) {
        Request.Builder request = new Request.Builder().url(gateway.url() + path + query);
        bearer.ifPresent(value -> request.header("authorization", value));
        xApiKey.ifPresent(value -> request.header("x-api-key", value));
        RequestBody body = method.equals("POST") ? RequestBody.create(new byte[0]) : null;
        return rig.read(rig.caller().newCall(request.method(method, body).build()));
    }
}
