using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Images;

/// <summary>The image that every sandbox starts from: ours, installed beside the agent, so that no pod needs a registry for it.</summary>
/// <param name="archivePath">The OCI archive that packaging/pause builds.</param>
internal sealed class PauseImage(IContainerRuntime runtime, IImageImporter importer, string archivePath)
{
    /// <summary>Imports it under the name by which the runtime looks for it, unless the runtime has it.</summary>
    /// <returns>Whether it had to be imported.</returns>
    /// <exception cref="ImageArchiveException">The installed archive is missing or damaged.</exception>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken)
    {
        var name = await runtime.GetSandboxImageAsync(cancellationToken);
        if (await runtime.FindImageAsync(name, cancellationToken) is not null)
        {
            return false;
        }

        await using var archive = Open();
        await importer.ImportAsync(archive, name, cancellationToken);
        return true;
    }

    private FileStream Open()
    {
        try
        {
            return File.OpenRead(archivePath);
        }
        catch (IOException exception)
        {
            throw new ImageArchiveException($"The pause image {archivePath} cannot be read: {exception.Message}", exception);
        }
    }
}
