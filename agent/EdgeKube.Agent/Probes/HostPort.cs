namespace EdgeKube.Agent.Probes;

/// <summary>Address and port as in a URL.</summary>
internal static class HostPort
{
    public static string Format(string host, int port) => host.Contains(':') ? $"[{host}]:{port}" : $"{host}:{port}";
}
