namespace EdgeKube.Api.Tests.Validation;

public sealed class VolumeMountTests
{
    [Theory]
    [InlineData("Disabled", false, null)]
    [InlineData("IfPossible", true, null)]
    [InlineData("IfPossible", false, null, "may only be specified when readOnly is true")]
    [InlineData("IfPossible", true, "HostToContainer", "may only be specified when mountPropagation is None or not specified")]
    [InlineData("Enabled", true, "None", "not implemented by EdgeKube")]
    [InlineData("Always", true, null, "supported values: \"Disabled\", \"Enabled\", \"IfPossible\"")]
    public void Validate_RecursiveReadOnly_AllowsWhatIsGoodEnoughWithoutIt(string recursion, bool readOnly, string? propagation, params string[] faults)
    {
        var mount = new VolumeMount { Name = "v", MountPath = "/v", ReadOnly = readOnly, MountPropagation = propagation, RecursiveReadOnly = recursion };
        var spec = new PodSpec { Volumes = [new Volume { Name = "v", EmptyDir = new() }] };
        var found = VolumeMountValidator.Validate(new Container { Name = "c", VolumeMounts = [mount] }, spec, "spec.containers[0]").ToArray();
        Assert.Equal(faults.Length, found.Length);
        Assert.All(found.Zip(faults), pair => Assert.EndsWith(pair.Second, pair.First.ToString(), StringComparison.Ordinal));
        Assert.All(found, fault => Assert.StartsWith("spec.containers[0].volumeMounts.recursiveReadOnly: ", fault.ToString(), StringComparison.Ordinal));
    }
}
