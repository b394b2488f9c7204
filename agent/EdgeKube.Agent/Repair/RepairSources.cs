using EdgeKube.Agent.Images;
using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Repair;

/// <summary>Where the blobs of a broken image come from: the archives that the node was given, then the registry, which is asked for these very blobs.</summary>
/// <param name="stamps">Where imports leave the names of what they brought, each in a file called after its archive.</param>
/// <param name="logins">Credentials for an image.</param>
internal sealed class RepairSources(
    IContainerRuntime runtime, IImageImporter importer, string imagesDirectory, string stamps, string pauseArchive, Func<string, IReadOnlyList<RegistryAuth>> logins)
{
    public async Task<bool> RestoreAsync(string name, ImageTarget target, CancellationToken cancellationToken) =>
        await FromArchivesAsync(name, cancellationToken) || await FromRegistryAsync(name, target, cancellationToken);

    private async Task<bool> FromArchivesAsync(string name, CancellationToken cancellationToken)
    {
        if (name == await runtime.GetSandboxImageAsync(cancellationToken) && await ImportAsync(pauseArchive, name, cancellationToken))
        {
            return true;
        }

        foreach (var stamp in Directory.Exists(stamps) ? Directory.EnumerateFiles(stamps) : [])
        {
            // NAME.LENGTH.TIME
            var archive = Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(stamp));
            if ((await File.ReadAllLinesAsync(stamp, cancellationToken)).Contains(name) && await ImportAsync(Path.Combine(imagesDirectory, archive), null, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> ImportAsync(string archive, string? name, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(archive);
            await importer.ImportAsync(stream, name, cancellationToken);
            return true;
        }
        catch (Exception failed) when (failed is IOException or ImageArchiveException or UnauthorizedAccessException)
        {
            // Gone, or damaged itself.
            return false;
        }
    }

    // By digest: the tag may stand for something else by now.
    private async Task<bool> FromRegistryAsync(string name, ImageTarget target, CancellationToken cancellationToken)
    {
        var repository = name.Split('@')[0];
        repository = repository.LastIndexOf(':') is var colon && colon > repository.LastIndexOf('/') ? repository[..colon] : repository;
        var known = logins(name);
        for (var i = 0; i < Math.Max(1, known.Count); i++)
        {
            try
            {
                await runtime.PullImageAsync($"{repository}@{target.Digest}", i < known.Count ? known[i] : null, cancellationToken);
                return true;
            }
            catch (RuntimeException) when (!cancellationToken.IsCancellationRequested)
            {
                // The next credentials may do, or the next attempt.
            }
        }

        return false;
    }
}
