module poegateway/bench

go 1.19
