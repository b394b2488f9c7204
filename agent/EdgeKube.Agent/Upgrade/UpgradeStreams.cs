using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeKube.Agent.Check;
using EdgeKube.Agent.Replica;
using EdgeKube.Agent.Streams;
using EdgeKube.Link.Streams;
using EdgeKube.Link.Trust;
using EdgeKube.Link.Upgrade;

namespace EdgeKube.Agent.Upgrade;

/// <summary>Takes a package from the controller, goes on where it stopped, verifies it, and orders its installation.</summary>
/// <param name="trusted">The authorities trusted now; null without any.</param>
/// <param name="isPackaged">This agent came by its package, and with it its updater.</param>
/// <param name="ordered">Called once an order is given.</param>
internal sealed class UpgradeStreams(UpgradeDirectory directory, Func<TrustBundle?> trusted, bool isPackaged, Action<long> written, Action ordered, TimeProvider time) : IStreamHandler
{
    private readonly SemaphoreSlim _one = new(1);

    public async Task<StreamEnd> RunAsync(IReadOnlyDictionary<string, string> arguments, INodeStream stream)
    {
        if (PackageStatement.Find(arguments) is not { } offered || arguments.GetValueOrDefault("order") is not { Length: > 0 and <= 32 } order || !order.All(char.IsAsciiLetterOrDigit))
        {
            return Failed("the request for an upgrade is malformed");
        }

        if (!await _one.WaitAsync(0))
        {
            return Failed("another package is being sent to this node");
        }

        try
        {
            return await TakeAsync(offered, arguments.GetValueOrDefault("signature", ""), order, stream);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<StreamEnd> TakeAsync(PackageStatement offered, string signature, string order, INodeStream stream)
    {
        AtomicFile.CreateDirectory(directory.Path);
        var isSigned = trusted() is { } bundle && offered.IsSignedBy(bundle, signature);
        var refusal = UpgradePlanner.FindRefusal(offered, isSigned, isPackaged, directory.FindOrder(), new DriveInfo(directory.Path).AvailableFreeSpace);
        if (refusal is not null)
        {
            return Failed(refusal);
        }

        // Named by what is in it: what came of another package is never gone on with.
        var part = directory.PathOf($"{offered.Sha256}.part");
        RemovePackages(except: part);
        if (!await ReceiveAsync(offered, part, stream))
        {
            File.Delete(part);
            return Failed("what came is not the package that was signed; it was thrown away");
        }

        var name = $"edgekube-agent_{offered.Version}.deb";
        File.Move(part, directory.PathOf(name), overwrite: true);
        AtomicFile.SyncDirectory(directory.Path);
        var fields = await CommandOutput.ReadAsync(
            ["dpkg-deb", "--field", directory.PathOf(name), "Package", "Version", "Architecture", PackageFields.ReadsField, PackageFields.WritesField], 4096, time, stream.Cancelled);
        if (UpgradePlanner.FindRefusal(offered, PackageFields.Find(fields), ReplicaCodec.FormatVersion) is { } unfit)
        {
            return Failed(unfit);
        }

        directory.Order(new UpgradeOrder(order, offered.Version, name));
        ordered();
        return new StreamEnd(StreamEnd.Completed);
    }

    private async Task<bool> ReceiveAsync(PackageStatement offered, string part, INodeStream stream)
    {
        await using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        if (file.Length > offered.Size)
        {
            file.SetLength(0);
        }

        file.Seek(0, SeekOrigin.End);
        await stream.WriteAsync(new StreamRecord(StreamChannels.Stdout, Encoding.ASCII.GetBytes(file.Length.ToString(CultureInfo.InvariantCulture))));
        if (file.Length < offered.Size)
        {
            await foreach (var record in stream.ReadAsync(stream.Cancelled))
            {
                await file.WriteAsync(record.Bytes, stream.Cancelled);
                if (file.Length >= offered.Size)
                {
                    break;
                }
            }
        }

        file.Flush(flushToDisk: true);
        written(file.Length);
        file.Seek(0, SeekOrigin.Begin);
        return file.Length == offered.Size && Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stream.Cancelled)) == offered.Sha256;
    }

    // What is installed now stays: it is what an upgrade goes back to.
    private void RemovePackages(string except)
    {
        foreach (var left in Directory.EnumerateFiles(directory.Path, "*.part").Where(path => path != except))
        {
            File.Delete(left);
        }
    }

    private static StreamEnd Failed(string why) => new(StreamEnd.Failed, why);
}
