package poegateway.architecture.broken.upstream;

import okhttp3.OkHttpClient;

/** Allowed. */
public class CallsByOkHttp {
    final OkHttpClient client = new OkHttpClient();
}
