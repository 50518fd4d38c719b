package poegateway.architecture.broken.relay;

import jakarta.servlet.http.HttpServletResponse;

public class SpeaksServlet {
    void header(HttpServletResponse response) {
        response.setStatus(200);
    }
}
