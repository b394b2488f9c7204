using System.IO.Enumeration;
using EdgeKube.Agent.Volumes;

namespace EdgeKube.Agent.Devices;

/// <summary>Finds the devices that are plugged in: a few directories are read, no device is opened.</summary>
/// <param name="root">Where dev and sys are, with a slash at its end.</param>
internal sealed class DeviceFinder(string root = "/")
{
    /// <returns>In the order of the rules, and then of paths; each device once for each resource.</returns>
    public IReadOnlyList<NodeDevice> Find(IReadOnlyList<DeviceRule> rules)
    {
        var found = new List<NodeDevice>();
        foreach (var rule in rules)
        {
            foreach (var device in Find(rule))
            {
                if (device.Nodes.Count > 0 && !device.Id.Any(char.IsControl) && !found.Exists(other => other.Resource == device.Resource && other.Id == device.Id))
                {
                    found.Add(device);
                }
            }
        }

        return found;
    }

    private IEnumerable<NodeDevice> Find(DeviceRule rule) => rule.Kind switch
    {
        DeviceKind.Usb => UsbDevices.Find($"{root}sys/bus/usb/devices", rule.Selector).Select(usb => Build(rule, usb.Id, usb.Names.Select(name => $"{root}dev/{name}"))),
        DeviceKind.Gpio => GpioChips.Find($"{root}sys", rule.Selector).Select(name => Build(rule, name, [$"{root}dev/{name}"])),
        DeviceKind.Serial => Match($"{root}dev/serial/by-id", rule.Selector).Select(path => Build(rule, Path.GetFileName(path), [path])),
        _ => Match(Path.GetDirectoryName(rule.Selector)!, Path.GetFileName(rule.Selector)).Select(path => Build(rule, path, [path])),
    };

    private static IEnumerable<string> Match(string directory, string pattern) =>
        SysFiles.Entries(directory).Where(path => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: false));

    private NodeDevice Build(DeviceRule rule, string id, IEnumerable<string> paths)
    {
        var nodes = new List<DeviceNode>();
        foreach (var path in paths)
        {
            // A link's name is the one that stays, but only the node behind it can be given away.
            var target = SysFiles.FindTarget(path);
            if (NativeFiles.FindDevice(target) is { } number)
            {
                nodes.Add(new DeviceNode(target, ContainerPath(rule, path, nodes.Count), number));
            }
        }

        return new NodeDevice(rule.Resource, id, nodes);
    }

    // The raw node of a USB device is the last of its nodes: what a path is given for is its function.
    private string ContainerPath(DeviceRule rule, string path, int index) =>
        rule.ContainerPath is { } given && index == 0 ? given : root == "/" || !path.StartsWith(root, StringComparison.Ordinal) ? path : path[(root.Length - 1)..];
}
