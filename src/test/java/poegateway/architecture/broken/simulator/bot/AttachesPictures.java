package poegateway.architecture.broken.simulator.bot;

import poegateway.architecture.broken.simulator.upload.UploadedPicture;

public class AttachesPictures {
    final UploadedPicture picture = new UploadedPicture();
}
