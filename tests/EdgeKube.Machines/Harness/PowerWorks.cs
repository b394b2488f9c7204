namespace EdgeKube.Machines.Harness;

/// <summary>The works that a whole machine is cut in, one after the other.</summary>
internal static class PowerWorks
{
    private const string Demo = "edgekube.test/busybox:1";
    private const string Images = "/var/lib/edgekube/images";

    /// <param name="cut">Its number, from 1 on.</param>
    /// <param name="version">Of the agent, to be upgraded to.</param>
    /// <param name="isFar">An upgrade is to be cut when the node has the package, not while it is sent.</param>
    public static PowerWork Of(int cut, string version, bool isFar) => (cut % 3) switch
    {
        // An image that is new each time: content, snapshot, container. Its archive is whole when the work begins; the image before it goes.
        1 => new PowerWork(
            "import",
            ImageOf(cut),
            $"rm -f {Images}/cut-*.tar; ctr -n k8s.io images rm {ImageOf(cut - 3)} >/dev/null 2>&1; cp /mnt/image.tar {Images}/new && sync && mv {Images}/new {Images}/cut-{cut}.tar && sync",
            "systemctl restart edgekube-agent",
            null,
            12_000),

        // While one is under way there is no other rotation; the node is back long before its overlap ends.
        2 => new PowerWork("renewal", Demo, null, "edgectl ca rotate --overlap 10m", null, 6_000),
        _ => new PowerWork(
            "upgrade", Demo, null, $"until edgectl upgrade node {UserModeSite.Node} --to {version}; do sleep 1; done", isFar ? "[ -e /var/lib/edgekube/agent/upgrade/order ]" : null, isFar ? 30_000 : 10_000),
    };

    private static string ImageOf(int cut) => $"edgekube.test/cut:{cut}";
}
