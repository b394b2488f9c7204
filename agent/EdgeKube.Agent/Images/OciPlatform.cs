using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Images;

/// <summary>What an image is built for, in Go's names.</summary>
internal sealed record OciPlatform(string? Os, string? Architecture)
{
    public static OciPlatform Host { get; } = new("linux", RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        System.Runtime.InteropServices.Architecture.Arm => "arm",
        var other => other.ToString().ToLowerInvariant(),
    });
}
