using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Asks for a page over HTTP; 200 to 399 is success.</summary>
[Description("Asks for a page over HTTP; 200 to 399 is success.")]
public sealed record HttpGetAction
{
    [Description("Path to ask for. Default: /.")]
    public string? Path { get; init; }

    [Description("Port number, or name of one of the container's ports.")]
    public IntOrString Port { get; init; }

    [Description("Host to connect to instead of the pod's address.")]
    public string? Host { get; init; }

    [Description("HTTP (default) or HTTPS; a certificate is not checked.")]
    public string? Scheme { get; init; }

    [Description("Headers to send.")]
    public IReadOnlyList<HttpHeader>? HttpHeaders { get; init; }
}
