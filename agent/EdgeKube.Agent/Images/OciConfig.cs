using System.Text.Json.Serialization;

namespace EdgeKube.Agent.Images;

/// <summary>Of an image's configuration what names its layers once they are unpacked.</summary>
internal sealed record OciConfig
{
    [JsonPropertyName("rootfs")]
    public OciRootFileSystem? RootFileSystem { get; init; }
}
