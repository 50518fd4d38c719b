package poegateway.architecture.broken.front;

import okhttp3.OkHttpClient;

public class CallsByOkHttp {
    final OkHttpClient client = new OkHttpClient();
}
