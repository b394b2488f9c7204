using System.Security.Cryptography;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Link.Upgrade;

namespace EdgeKube.Controller.Fleet.Upgrade;

/// <summary>The agents' packages that nodes may be given, in a directory: uploaded in pieces, or put there by hand.</summary>
internal sealed class PackageStore(string directory)
{
    // A release for each architecture, and some to go back to.
    public const int MaxPackages = 30;

    private readonly Lock _lock = new();

    public IReadOnlyList<PackageName> List() => !Directory.Exists(directory)
        ? []
        : [.. Directory.EnumerateFiles(directory).Select(path => PackageName.Find(Path.GetFileName(path))).OfType<PackageName>().OrderBy(name => name.ToString(), StringComparer.Ordinal)];

    /// <summary>Takes the next piece of an upload; the first one begins it anew, the last one makes the package.</summary>
    /// <returns>How many bytes are there now, or null when the piece does not follow on what is there.</returns>
    /// <exception cref="IOException">The disk is full.</exception>
    public long? Append(PackageName name, long offset, bool isLast, ReadOnlySpan<byte> piece)
    {
        lock (_lock)
        {
            PrivateFiles.EnsureDirectory(directory);
            var target = Path.Combine(directory, name.ToString());
            var part = target + ".part";
            using (var file = new FileStream(part, offset == 0 ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.Write))
            {
                if (file.Length != offset || offset + piece.Length > PackageStatement.MaxSize)
                {
                    return null;
                }

                file.Seek(0, SeekOrigin.End);
                file.Write(piece);
                file.Flush(flushToDisk: isLast);
            }

            if (isLast)
            {
                // What was acknowledged is there after a power cut.
                File.Move(part, target, overwrite: true);
                PrivateFiles.SyncDirectory(directory);
            }

            return offset + piece.Length;
        }
    }

    public bool Delete(PackageName name)
    {
        var path = Path.Combine(directory, name.ToString());
        var isThere = File.Exists(path);
        File.Delete(path);
        return isThere;
    }

    /// <summary>Opens a package and says what is to be signed of it; null when it is not there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<(FileStream File, PackageStatement Statement)?> OpenAsync(PackageName name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name.ToString());
        if (!File.Exists(path))
        {
            return null;
        }

        var file = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        return (file, new PackageStatement(name.Version, name.Architecture, file.Length, hash));
    }
}
