namespace EdgeKube.Api;

/// <summary>Defaults of one probe.</summary>
internal static class ProbeDefaults
{
    public static Probe? Apply(Probe? probe) => probe is null ? null : probe with
    {
        TimeoutSeconds = probe.TimeoutSeconds == 0 ? 1 : probe.TimeoutSeconds,
        PeriodSeconds = probe.PeriodSeconds == 0 ? 10 : probe.PeriodSeconds,
        SuccessThreshold = probe.SuccessThreshold == 0 ? 1 : probe.SuccessThreshold,
        FailureThreshold = probe.FailureThreshold == 0 ? 3 : probe.FailureThreshold,
        HttpGet = Apply(probe.HttpGet),
        Grpc = probe.Grpc is not { } grpc ? null : grpc with { Service = grpc.Service ?? "" },
    };

    public static HttpGetAction? Apply(HttpGetAction? http) => http is null ? null : http with
    {
        Path = string.IsNullOrEmpty(http.Path) ? "/" : http.Path,
        Scheme = string.IsNullOrEmpty(http.Scheme) ? "HTTP" : http.Scheme,
    };
}
