using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A header of an HTTP request.</summary>
[Description("A header of an HTTP request.")]
public sealed record HttpHeader
{
    [Description("Name of the header.")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Description("Value of the header.")]
    public string Value { get; init => field = value ?? ""; } = "";
}
