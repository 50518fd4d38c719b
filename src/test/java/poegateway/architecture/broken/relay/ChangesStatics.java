package poegateway.architecture.broken.relay;

public class ChangesStatics {
    @SuppressWarnings("NonFinalStaticField")
    static int count;
}
