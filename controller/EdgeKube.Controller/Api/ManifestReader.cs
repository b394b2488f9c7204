namespace EdgeKube.Controller.Api;

internal static class ManifestReader
{
    public static IEnumerable<ManifestDocument> Read(ReadOnlyMemory<byte> manifest) => [];
}
