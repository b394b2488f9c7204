using System.Text;
using EdgeKube.Agent.Replica;
using EdgeKube.Agent.Runtime;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Images;

/// <summary>
/// Brings the images that come with the node into the runtime: the pause image, then every archive in a directory. What was imported is
/// remembered by name, size and time, so that a boot reads no archive twice.
/// </summary>
internal sealed class ImageSeeder(
    PauseImage pause, IImageImporter importer, string imagesDirectory, string stampDirectory, TimeProvider time, ILogger<ImageSeeder> logger)
{
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Returns when all is done; waits for a runtime that is not there yet. A bad archive is logged and passed over.</summary>
    public async Task RunAsync(Action imported, CancellationToken cancellationToken)
    {
        await RetryAsync(async () => _ = await pause.EnsureAsync(cancellationToken), "pause image", cancellationToken);
        foreach (var archive in Archives())
        {
            if (!File.Exists(StampOf(archive)))
            {
                await RetryAsync(() => ImportAsync(archive, cancellationToken), archive.Name, cancellationToken);
                imported();
            }
        }
    }

    private IEnumerable<FileInfo> Archives() => new DirectoryInfo(imagesDirectory) is { Exists: true } directory
        ? directory.EnumerateFiles().Where(f => f.Name.EndsWith(".tar", StringComparison.Ordinal) || f.Name.EndsWith(".tar.gz", StringComparison.Ordinal)).OrderBy(f => f.Name, StringComparer.Ordinal)
        : [];

    private string StampOf(FileInfo archive) => Path.Combine(stampDirectory, $"{archive.Name}.{archive.Length}.{archive.LastWriteTimeUtc.Ticks}");

    private async Task ImportAsync(FileInfo archive, CancellationToken cancellationToken)
    {
        await using var stream = archive.OpenRead();
        var names = await importer.ImportAsync(stream, null, cancellationToken);
        Directory.CreateDirectory(stampDirectory);

        // The names are what must not be removed when the disk fills up. Whole or not at all: an empty stamp would say that it holds none.
        AtomicFile.Write(StampOf(archive), Encoding.UTF8.GetBytes(string.Concat(names.Select(name => name + "\n"))));
        ImageSeederLog.Imported(logger, archive.Name, string.Join(", ", names));
    }

    // Only the runtime's absence is worth waiting for: a damaged archive stays damaged.
    private async Task RetryAsync(Func<Task> action, string what, CancellationToken cancellationToken)
    {
        var told = false;
        while (true)
        {
            try
            {
                await action();
                return;
            }
            catch (RuntimeException e) when (!cancellationToken.IsCancellationRequested)
            {
                if (!told)
                {
                    ImageSeederLog.Waiting(logger, what, e.Message);
                    told = true;
                }
            }
            catch (Exception e) when (e is ImageArchiveException or IOException)
            {
                ImageSeederLog.Failed(logger, what, e.Message);
                return;
            }

            await Task.Delay(RetryPeriod, time, cancellationToken);
        }
    }
}
