using EdgeKube.Agent.Devices;

namespace EdgeKube.Agent.Tests.Devices;

public sealed class DeviceRuleTests
{
    [Theory]
    [InlineData("edge.example/gps=serial:usb-u-blox_*@/dev/gps", "edge.example/gps Serial usb-u-blox_* /dev/gps")]
    [InlineData("edge.example/zigbee=usb:10c4:ea60", "edge.example/zigbee Usb 10c4:ea60 ")]
    [InlineData("edge.example/zigbee=usb:10c4:EA60:0001:2", "edge.example/zigbee Usb 10c4:EA60:0001:2 ")]
    [InlineData("edge.example/gpio=gpio:pinctrl-*", "edge.example/gpio Gpio pinctrl-* ")]
    [InlineData("edge.example/cam=path:/dev/video*", "edge.example/cam Path /dev/video* ")]
    [InlineData("cpu=path:/dev/x", null)]
    [InlineData("kubernetes.io/x=path:/dev/x", null)]
    [InlineData("edge.example/x=path:dev/x", null)]
    [InlineData("edge.example/x=path:/dev/../etc/x", null)]
    [InlineData("edge.example/x=path:/dev/*/x", null)]
    [InlineData("edge.example/x=usb:10c4", null)]
    [InlineData("edge.example/x=usb:10c4:zzzz", null)]
    [InlineData("edge.example/x=usb:10c4:ea60:", null)]
    [InlineData("edge.example/x=serial:a/b", null)]
    [InlineData("edge.example/x=serial:a@/dev/../x", null)]
    [InlineData("edge.example/x=other:a", null)]
    [InlineData("edge.example/x", null)]
    [InlineData("", null)]
    public void Find_Text_IsReadOrRefused(string text, string? expected) =>
        Assert.Equal(expected, DeviceRule.Find(text) is { } rule ? $"{rule.Resource} {rule.Kind} {rule.Selector} {rule.ContainerPath}" : null);
}
