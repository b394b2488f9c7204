namespace EdgeKube.Agent.Devices;

/// <summary>USB devices as sysfs shows them.</summary>
internal static class UsbDevices
{
    private const int MaxDepth = 8;
    private const string NameKey = "DEVNAME=";

    /// <param name="selector">VENDOR:PRODUCT[:SERIAL].</param>
    /// <returns>An id, and the names below /dev of all its nodes, those of its functions first.</returns>
    public static IEnumerable<(string Id, IReadOnlyList<string> Names)> Find(string directory, string selector)
    {
        var wanted = selector.Split(':', 3);
        var serials = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in SysFiles.Entries(directory))
        {
            var (vendor, product) = (SysFiles.Read($"{path}/idVendor"), SysFiles.Read($"{path}/idProduct"));
            if (!vendor.Equals(wanted[0], StringComparison.OrdinalIgnoreCase) || !product.Equals(wanted[1], StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var serial = SysFiles.Read($"{path}/serial");
            if (wanted.Length < 3 || wanted[2] == serial)
            {
                // Where makers give all their devices the same number, or none, the port tells them apart.
                var id = serial.Length > 0 && serials.Add(serial) ? $"{vendor}:{product}:{serial}" : $"{vendor}:{product}@{Path.GetFileName(path)}";
                yield return (id, Names(path));
            }
        }
    }

    private static IReadOnlyList<string> Names(string device)
    {
        var names = new List<string>();
        Collect(device, 0, names);
        return names;
    }

    private static void Collect(string directory, int depth, List<string> names)
    {
        foreach (var entry in depth < MaxDepth ? SysFiles.Entries(directory) : [])
        {
            var info = new DirectoryInfo(entry);

            // A hub's children are devices of their own, and links lead anywhere.
            if (info.Exists && info.LinkTarget is null && !File.Exists($"{entry}/idVendor"))
            {
                Collect(entry, depth + 1, names);
            }
        }

        foreach (var line in SysFiles.Read($"{directory}/uevent").Split('\n'))
        {
            if (line.StartsWith(NameKey, StringComparison.Ordinal) && !line.Contains("..", StringComparison.Ordinal))
            {
                names.Add(line[NameKey.Length..]);
            }
        }
    }
}
