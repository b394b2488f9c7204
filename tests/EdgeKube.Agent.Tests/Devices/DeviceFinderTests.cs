using EdgeKube.Agent.Devices;

namespace EdgeKube.Agent.Tests.Devices;

/// <summary>Device nodes made for it, and what sysfs would say of them.</summary>
public sealed class DeviceFinderTests : IDisposable
{
    private readonly DeviceNodes _nodes = new();

    public void Dispose() => _nodes.Dispose();

    [Fact]
    public void Find_SerialByName_IsTheNodeBehindTheLink()
    {
        _nodes.Make("ttyUSB3", 188, 3);
        _nodes.Link("dev/serial/by-id/usb-u-blox_7-if00", "../../ttyUSB3");
        _nodes.Link("dev/serial/by-id/usb-u-blox_8-if00", "../../ttyUSB9");

        Assert.Equal(
            ["edge.example/gps usb-u-blox_7-if00: dev/ttyUSB3 as /dev/serial/by-id/usb-u-blox_7-if00 c188:3"], Find("edge.example/gps=serial:usb-u-blox_*"));
        Assert.Equal(["edge.example/gps usb-u-blox_7-if00: dev/ttyUSB3 as /dev/gps c188:3"], Find("edge.example/gps=serial:*@/dev/gps"));
    }

    [Fact]
    public void Find_UsbDevice_HasTheNodesOfItsFunctionsAndItsOwn()
    {
        _nodes.Make("bus/usb/001/004", 189, 3);
        _nodes.Make("ttyUSB0", 188, 0);
        Usb("1-1", "05e3", "0608", "", "bus/usb/001/002");
        Usb("1-1/1-1.2", "10c4", "ea60", "0001", "bus/usb/001/004");
        _nodes.Tell("devices/1-1/1-1.2/1-1.2:1.0/ttyUSB0/tty/ttyUSB0/uevent", "MAJOR=188\nMINOR=0\nDEVNAME=ttyUSB0");
        _nodes.Link("sys/bus/usb/devices/1-1", "../../../devices/1-1");
        _nodes.Link("sys/bus/usb/devices/1-1.2", "../../../devices/1-1/1-1.2");

        var expected = "edge.example/z 10c4:ea60:0001: dev/ttyUSB0 as /dev/z c188:0, dev/bus/usb/001/004 as /dev/bus/usb/001/004 c189:3";
        Assert.Equal([expected], Find("edge.example/z=usb:10c4:ea60@/dev/z"));
        Assert.Equal([expected], Find("edge.example/z=usb:10C4:EA60:0001@/dev/z"));
        Assert.Empty(Find("edge.example/z=usb:10c4:ea60:0002"));
    }

    [Fact]
    public void Find_UsbTwinsOfOneNumber_AreToldApartByTheirPort()
    {
        foreach (var (port, minor) in ((string, int)[])[("1-3", 7), ("1-4", 8)])
        {
            _nodes.Make($"bus/usb/001/00{minor}", 189, minor);
            Usb(port, "1a86", "7523", "1", $"bus/usb/001/00{minor}");
            _nodes.Link($"sys/bus/usb/devices/{port}", $"../../../devices/{port}");
        }

        Assert.Equal(["1a86:7523:1", "1a86:7523@1-4"], new DeviceFinder(_nodes.Root).Find([DeviceRule.Find("edge.example/t=usb:1a86:7523")!]).Select(device => device.Id));
    }

    [Fact]
    public void Find_GpioChip_ByNameAndByLabel()
    {
        _nodes.Make("gpiochip0", 254, 0);
        _nodes.Make("gpiochip1", 254, 1);
        _nodes.Tell("devices/soc/gpio-a/gpiochip0/dev", "254:0");
        _nodes.Tell("devices/soc/gpio-b/gpiochip1/dev", "254:1");
        _nodes.Tell("devices/soc/gpio-b/gpio/gpiochip512/label", "pinctrl-bcm2711");
        _nodes.Link("sys/devices/soc/gpio-b/gpio/gpiochip512/device", "../..");
        _nodes.Link("sys/bus/gpio/devices/gpiochip0", "../../../devices/soc/gpio-a/gpiochip0");
        _nodes.Link("sys/bus/gpio/devices/gpiochip1", "../../../devices/soc/gpio-b/gpiochip1");
        _nodes.Link("sys/class/gpio/gpiochip512", "../../devices/soc/gpio-b/gpio/gpiochip512");

        Assert.Equal(["edge.example/g gpiochip0: dev/gpiochip0 as /dev/gpiochip0 c254:0"], Find("edge.example/g=gpio:gpiochip0"));
        Assert.Equal(["edge.example/g gpiochip1: dev/gpiochip1 as /dev/gpiochip1 c254:1"], Find("edge.example/g=gpio:pinctrl-*"));
    }

    [Fact]
    public void Find_PathGlob_TakesDeviceNodesOnly()
    {
        _nodes.Make("video0", 81, 0);
        _nodes.Make("video1", 81, 1);
        File.WriteAllText($"{_nodes.Dev}/video2", "");
        _nodes.Link("dev/video-front", "video1");

        Assert.Equal([$"{_nodes.Dev}/video-front", $"{_nodes.Dev}/video0", $"{_nodes.Dev}/video1"], new DeviceFinder().Find([DeviceRule.Find($"edge.example/v=path:{_nodes.Dev}/video*")!]).Select(device => device.Id));
        Assert.Empty(new DeviceFinder().Find([DeviceRule.Find($"edge.example/v=path:{_nodes.Dev}/none/x*")!]));
    }

    private void Usb(string path, string vendor, string product, string serial, string node)
    {
        _nodes.Tell($"devices/{path}/idVendor", vendor);
        _nodes.Tell($"devices/{path}/idProduct", product);
        _nodes.Tell($"devices/{path}/serial", serial);
        _nodes.Tell($"devices/{path}/uevent", $"DEVTYPE=usb_device\nDEVNAME={node}");
    }

    private IEnumerable<string> Find(string rule) => new DeviceFinder(_nodes.Root).Find([DeviceRule.Find(rule)!])
        .Select(device => $"{device.Resource} {device.Id}: {string.Join(", ", device.Nodes.Select(node => $"{node.HostPath[_nodes.Root.Length..]} as {node.ContainerPath} {node.Number}"))}");
}
