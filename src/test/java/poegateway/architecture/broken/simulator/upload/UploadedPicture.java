package poegateway.architecture.broken.simulator.upload;

public class UploadedPicture {}
