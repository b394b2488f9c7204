namespace EdgeKube.Testing.Containerd;

/// <summary>Writes what one containerd reads at its start.</summary>
internal static class ContainerdConfig
{
    public static void Write(ContainerdSlot slot, string sandboxImage)
    {
        var d = slot.Directory;
        Directory.CreateDirectory($"{d}/cni");
        File.WriteAllText($"{d}/config.toml", $"""
            version = 2
            root = "{d}/root"
            state = "{d}/state"
            [grpc]
              address = "{d}/c.sock"
            [ttrpc]
              address = "{d}/t.sock"
            [plugins."io.containerd.grpc.v1.cri"]
              sandbox_image = "{sandboxImage}"
              restrict_oom_score_adj = true
              netns_mounts_under_state_dir = true
              [plugins."io.containerd.grpc.v1.cri".cni]
                bin_dir = "/usr/lib/cni"
                conf_dir = "{d}/cni"
              [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
                runtime_type = "io.containerd.runc.v2"
                [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
                  Root = "{d}/runc"
              [plugins."io.containerd.grpc.v1.cri".registry]
                config_path = "{d}/certs.d"
            """);
        File.WriteAllText($"{d}/cni/10-{slot.Name}.conflist", $$"""
            {
              "cniVersion": "0.4.0",
              "name": "{{slot.Name}}",
              "plugins": [
                {
                  "type": "bridge", "bridge": "{{slot.Name}}", "isGateway": true, "ipMasq": true, "hairpinMode": true,
                  "ipam": { "type": "host-local", "dataDir": "{{d}}/ipam", "ranges": [[{ "subnet": "{{slot.Subnet}}" }]], "routes": [{ "dst": "0.0.0.0/0" }] }
                }
              ]
            }
            """);
    }
}
