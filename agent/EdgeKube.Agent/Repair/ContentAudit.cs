using System.Security.Cryptography;
using EdgeKube.Agent.Images;
using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Repair;

/// <summary>Reads every blob of one image and compares it with its digest.</summary>
/// <param name="wanted">Layers that must be there, because they were.</param>
internal sealed class ContentAudit(ContentReader content, IReadOnlySet<string> wanted)
{
    private const int MaxDepth = 4;
    private readonly List<string> _sound = [];
    private readonly List<string> _broken = [];
    private readonly List<string> _missing = [];
    private IReadOnlyList<OciDescriptor> _layers = [];
    private IReadOnlyList<string> _diffIds = [];

    /// <exception cref="RuntimeException">The runtime is not there.</exception>
    public static async Task<ImageContent> RunAsync(ContentReader content, ImageTarget target, IReadOnlySet<string> wanted, CancellationToken cancellationToken)
    {
        var audit = new ContentAudit(content, wanted);
        await audit.VisitAsync(new OciDescriptor { MediaType = target.MediaType, Digest = target.Digest, Size = target.Size }, 0, cancellationToken);
        return new ImageContent(audit._sound, audit._broken, audit._layers, audit._diffIds) { Missing = audit._missing };
    }

    private async Task VisitAsync(OciDescriptor descriptor, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaxDepth || await ReadAsync(descriptor.Digest, cancellationToken) is not { } document)
        {
            return;
        }

        if (MediaTypes.IsIndex(descriptor.MediaType))
        {
            var children = Parse(() => Documents.Parse(document, descriptor.Digest, OciJsonContext.Default.OciIndex).Manifests);
            if (children?.FirstOrDefault(child => child.Platform is null || (child.Platform.Os == OciPlatform.Host.Os && child.Platform.Architecture == OciPlatform.Host.Architecture)) is { } own)
            {
                await VisitAsync(own, depth + 1, cancellationToken);
            }
        }
        else if (Parse(() => Documents.Parse(document, descriptor.Digest, OciJsonContext.Default.OciManifest)) is { Config: { } config } manifest)
        {
            _layers = manifest.Layers ?? [];
            if (await ReadAsync(config.Digest, cancellationToken) is { } configuration)
            {
                _diffIds = Parse(() => Documents.Parse(configuration, config.Digest, OciJsonContext.Default.OciConfig))?.RootFileSystem?.DiffIds ?? [];
            }

            await CheckLayersAsync(cancellationToken);
        }
    }

    private async Task<byte[]?> ReadAsync(string digest, CancellationToken cancellationToken)
    {
        var document = await content.FindDocumentAsync(digest, cancellationToken);
        var isSound = document is not null && Digests.Of(document) == digest;
        (isSound ? _sound : _broken).Add(digest);
        return isSound ? document : null;
    }

    // containerd can be told to let layers go once they are unpacked: then it has none of them, and that is no fault.
    private async Task CheckLayersAsync(CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var layer in _layers)
        {
            if (await content.FindAsync(layer.Digest, cancellationToken) is null)
            {
                missing.Add(layer.Digest);
            }
            else
            {
                (await IsSoundAsync(layer, cancellationToken) ? _sound : _broken).Add(layer.Digest);
            }
        }

        _missing.AddRange(missing.Count < _layers.Count ? missing : missing.Where(wanted.Contains));
        _broken.AddRange(_missing);
    }

    private async Task<bool> IsSoundAsync(OciDescriptor layer, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = content.Open(layer.Digest, cancellationToken);
            return Digests.Format(await SHA256.HashDataAsync(stream, cancellationToken)) == layer.Digest;
        }
        catch (RuntimeException exception) when (exception.Code != RuntimeErrorCode.Unavailable && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static T? Parse<T>(Func<T?> parse)
        where T : class
    {
        try
        {
            return parse();
        }
        catch (ImageArchiveException)
        {
            // Its digest is right: it was no image from the beginning.
            return null;
        }
    }
}
