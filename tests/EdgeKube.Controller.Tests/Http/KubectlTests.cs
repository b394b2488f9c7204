using System.Text.RegularExpressions;

namespace EdgeKube.Controller.Tests.Http;

/// <summary>The kubectl that people have, unchanged, against the controller.</summary>
public sealed partial class KubectlTests(KubectlFixture kubectl) : IClassFixture<KubectlFixture>
{
    [Fact]
    public async Task Discovery_NamesResourcesAndVersions()
    {
        var resources = await TableAsync("api-resources");
        string[] some =
        [
            "NAME SHORTNAMES APIVERSION NAMESPACED KIND", "configmaps cm v1 true ConfigMap", "namespaces ns v1 false Namespace", "secrets v1 true Secret",
            "deployments deploy apps/v1 true Deployment", "clusterroles rbac.authorization.k8s.io/v1 false ClusterRole",
        ];
        Assert.All(some, line => Assert.Contains(line + "\n", resources, StringComparison.Ordinal));
        Assert.Contains("deployments.apps\n", await DoAsync("api-resources --api-group=apps -o name"), StringComparison.Ordinal);
        Assert.StartsWith("apps/v1\n", await DoAsync("api-versions"), StringComparison.Ordinal);
        Assert.Contains("Server Version: v1.36.0+edgekube-0.0.0", await DoAsync("version"), StringComparison.Ordinal);
        Assert.Equal("ok", await DoAsync("get --raw /readyz"));
    }

    [Fact]
    public async Task Explain_ShowsFieldsAndWhatTheyMean()
    {
        var pod = await DoAsync("explain pod.spec.containers.image");
        Assert.Contains("KIND:       Pod", pod, StringComparison.Ordinal);
        Assert.Contains("FIELD: image <string>", pod, StringComparison.Ordinal);
        Assert.Contains("Image to run.", pod, StringComparison.Ordinal);
        Assert.Contains("replicas\t<integer>", await DoAsync("explain deployment.spec --recursive"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigMaps_CreatedPrintedAndDeleted()
    {
        await InNamespaceAsync("t-cm");
        Assert.Equal("configmap/a created\n", await DoAsync("create configmap a --from-literal=k=v --from-literal=l=w -n t-cm"));
        Assert.Equal("NAME DATA AGE\na 2 <age>\nkube-root-ca.crt 1 <age>\n", await TableAsync("get cm -n t-cm"));
        Assert.Equal("configmap/a\nconfigmap/kube-root-ca.crt\n", await DoAsync("get cm -n t-cm -o name"));
        Assert.Equal("v", await DoAsync("get cm a -n t-cm -o jsonpath={.data.k}"));
        Assert.Equal("N V\na w\n", await TableAsync("get cm a -n t-cm -o custom-columns=N:.metadata.name,V:.data.l"));
        Assert.Equal("NAME DATA AGE LABELS\na 2 <age> <none>\n", await TableAsync("get cm a -n t-cm --show-labels"));
        Assert.StartsWith("apiVersion: v1\ndata:\n  k: v\n  l: w\nkind: ConfigMap\nmetadata:\n", await DoAsync("get cm a -n t-cm -o yaml"), StringComparison.Ordinal);
        Assert.StartsWith("{\n    \"apiVersion\": \"v1\",\n", await DoAsync("get cm a -n t-cm -o json"), StringComparison.Ordinal);
        Assert.StartsWith("Name:         a\nNamespace:    t-cm\nLabels:       <none>\n", await DoAsync("describe cm a -n t-cm"), StringComparison.Ordinal);
        Assert.Equal("configmap/a labeled\n", await DoAsync("label cm a x=y -n t-cm"));
        Assert.Equal("configmap/a annotated\n", await DoAsync("annotate cm a c=d -n t-cm"));
        Assert.Equal("configmap/a\n", await DoAsync("get cm -n t-cm -l x=y -o name"));
        Assert.Equal("configmap \"a\" deleted\n", await DoAsync("delete cm a -n t-cm"));
        Assert.Equal("No resources found in t-cm namespace.\n", (await kubectl.RunAsync("get cm -n t-cm -l x=y")).Errors);
    }

    [Fact]
    public async Task Secrets_AreCreatedAndHidden()
    {
        await InNamespaceAsync("t-sec");
        Assert.Equal("secret/s created\n", await DoAsync("create secret generic s --from-literal=k=v -n t-sec"));
        Assert.Equal("NAME TYPE DATA AGE\ns Opaque 1 <age>\n", await TableAsync("get secrets -n t-sec"));
        Assert.Contains("k:  1 bytes", await DoAsync("describe secret s -n t-sec"), StringComparison.Ordinal);
        Assert.Equal("dg==", await DoAsync("get secret s -n t-sec -o jsonpath={.data.k}"));
    }

    // As recorded from a Kubernetes v1.36.2 (kubectl/03-apply-client-side).
    [Fact]
    public async Task Apply_ClientSide_SaysWhatHappened()
    {
        await InNamespaceAsync("t-apply");
        const string First = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm\ndata:\n  a: \"1\"\n  b: \"2\"\n";
        const string Second = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm\ndata:\n  b: \"3\"\n";
        Assert.Equal("configmap/cm created\n", await DoAsync("apply -n t-apply -f -", First));
        Assert.Equal("configmap/cm unchanged\n", await DoAsync("apply -n t-apply -f -", First));
        Assert.Equal("configmap/cm configured\n", await DoAsync("apply -n t-apply -f -", Second));
        Assert.Equal("{\"b\":\"3\"}", await DoAsync("get cm cm -n t-apply -o jsonpath={.data}"));
        Assert.Equal("configmap/cm configured (server dry run)\n", await DoAsync("apply -n t-apply --dry-run=server -f -", First));
        Assert.Equal("configmap/cm replaced\n", await DoAsync("replace -n t-apply -f -", First));
        Assert.Equal("configmap \"cm\" deleted\n", await DoAsync("delete -n t-apply -f -", First));
    }

    [Fact]
    public async Task Apply_Deployment_MergesContainersByName()
    {
        await InNamespaceAsync("t-deploy");
        static string Manifest(string image) => $$$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 0
              selector: {matchLabels: {a: b}}
              template:
                metadata: {labels: {a: b}}
                spec:
                  containers:
                  - {name: c1, image: "{{{image}}}", env: [{name: A, value: "1"}]}
                  - {name: c2, image: "i:2"}
            """;
        Assert.Equal("deployment.apps/web created\n", await DoAsync("apply -n t-deploy -f -", Manifest("i:1")));
        Assert.Equal("deployment.apps/web env updated\n", await DoAsync("set env deployment/web -c c2 X=Y -n t-deploy"));
        Assert.Equal("deployment.apps/web configured\n", await DoAsync("apply -n t-deploy -f -", Manifest("i:9")));
        Assert.Equal(
            "c1=i:9,c2=i:2,Y",
            await DoAsync(["get", "deploy", "web", "-n", "t-deploy", "-o", "jsonpath={range .spec.template.spec.containers[*]}{.name}={.image},{end}{.spec.template.spec.containers[1].env[0].value}"]));
        Assert.Equal("deployment.apps/web image updated\n", await DoAsync("set image deployment/web c1=i:10 -n t-deploy"));
        Assert.Equal("i:10", await DoAsync("get deploy web -n t-deploy -o jsonpath={.spec.template.spec.containers[0].image}"));
    }

    [Theory]
    [InlineData("json", """[{"op":"replace","path":"/data/k","value":"2"}]""")]
    [InlineData("merge", """{"data":{"k":"2"}}""")]
    [InlineData("strategic", """{"data":{"k":"2"}}""")]
    public async Task Patch_EachType_IsApplied(string type, string patch)
    {
        await InNamespaceAsync($"t-patch-{type}");
        await DoAsync($"create configmap a --from-literal=k=1 -n t-patch-{type}");
        Assert.Equal("configmap/a patched\n", await DoAsync(["patch", "cm", "a", "-n", $"t-patch-{type}", $"--type={type}", "-p", patch]));
        Assert.Equal("configmap/a patched (no change)\n", await DoAsync(["patch", "cm", "a", "-n", $"t-patch-{type}", $"--type={type}", "-p", patch]));
        Assert.Equal("2", await DoAsync($"get cm a -n t-patch-{type} -o jsonpath={{.data.k}}"));
    }

    [Fact]
    public async Task Workload_IsRolledOutScaledReadAndDeleted()
    {
        await InNamespaceAsync("t-work");
        Assert.Equal("deployment.apps/web created\n", await DoAsync("create deployment web --image=nginx:1 --replicas=2 -n t-work"));
        Assert.EndsWith("deployment \"web\" successfully rolled out\n", await DoAsync("rollout status deployment/web -n t-work --timeout=30s"), StringComparison.Ordinal);
        Assert.Equal(
 "NAME READY UP-TO-DATE AVAILABLE AGE CONTAINERS IMAGES SELECTOR\nweb 2/2 2 2 <age> nginx nginx:1 app=web\n",
 await TableAsync("get deploy -n t-work -o wide"));
        Assert.Equal("deployment.apps/web condition met\n", await DoAsync("wait --for=condition=Available deployment/web -n t-work --timeout=30s"));
        Assert.Equal("deployment.apps/web scaled\n", await DoAsync("scale deployment web --replicas=3 -n t-work"));
        await DoAsync("rollout status deployment/web -n t-work --timeout=30s");
        Assert.Equal(3, (await DoAsync("get pods -n t-work -o name")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Matches("(?m)^NAME +READY +STATUS +RESTARTS +AGE +IP +NODE +NOMINATED NODE +READINESS GATES *$", await DoAsync("get pods -n t-work -o wide"));
        Assert.Contains("replicaset.apps/web-", await DoAsync("get all -n t-work"), StringComparison.Ordinal);
        Assert.Equal("hello\n", await DoAsync("logs deployment/web -n t-work"));
        Assert.Contains("3 desired | 3 updated | 3 total | 3 available | 0 unavailable", await DoAsync("describe deployment web -n t-work"), StringComparison.Ordinal);
        Assert.Contains("Node:             n1", await DoAsync("describe pods -n t-work"), StringComparison.Ordinal);
        Assert.Contains("ScalingReplicaSet", await DoAsync("get events -n t-work"), StringComparison.Ordinal);
        Assert.Equal("deployment.apps/web restarted\n", await DoAsync("rollout restart deployment/web -n t-work"));
        await DoAsync("rollout status deployment/web -n t-work --timeout=30s");
        Assert.Contains("REVISION  CHANGE-CAUSE\n1         <none>\n2         <none>", await DoAsync("rollout history deployment/web -n t-work"), StringComparison.Ordinal);
        Assert.Equal("deployment.apps/web rolled back\n", await DoAsync("rollout undo deployment/web -n t-work"));
        Assert.Equal("deployment.apps \"web\" deleted\n", await DoAsync("delete deployment web -n t-work"));
        await DoAsync("wait --for=delete pod --all -n t-work --timeout=30s");
        Assert.Equal("namespace \"t-work\" deleted\n", await DoAsync("delete ns t-work --timeout=30s"));
    }

    [Fact]
    public async Task Nodes_ArePrintedCordonedAndDescribed()
    {
        Assert.Matches("(?m)^n1 +Ready +<none> ", await DoAsync("get nodes"));
        Assert.Equal("node/n1 cordoned\n", await DoAsync("cordon n1"));
        Assert.Matches("(?m)^n1 +Ready,SchedulingDisabled ", await DoAsync("get no"));
        Assert.Equal("node/n1 uncordoned\n", await DoAsync("uncordon n1"));
        Assert.Equal("node/n1 tainted\n", await DoAsync("taint node n1 k=v:PreferNoSchedule"));
        Assert.Equal("node/n1 untainted\n", await DoAsync("taint node n1 k=v:PreferNoSchedule-"));
        Assert.Contains("Unschedulable:      false", await DoAsync("describe node n1"), StringComparison.Ordinal);
    }

    // As recorded from a Kubernetes v1.36.2 (kubectl/27-auth).
    [Fact]
    public async Task Auth_SaysWhoAndWhat()
    {
        await InNamespaceAsync("t-auth");
        Assert.Equal("ATTRIBUTE VALUE\nUsername admin\nGroups [system:masters system:authenticated]\n", await TableAsync("auth whoami"));
        Assert.Equal("yes\n", await DoAsync("auth can-i get pods"));
        Assert.Equal("no\n", (await kubectl.RunAsync("auth can-i get pods --as=alice")).Output);
        Assert.Contains("selfsubjectreviews.authentication.k8s.io [] [] [create]", await TableAsync("auth can-i --list --as=alice"), StringComparison.Ordinal);
        Assert.Equal("serviceaccount/robot created\n", await DoAsync("create serviceaccount robot -n t-auth"));
        Assert.Equal("rolebinding.rbac.authorization.k8s.io/r created\n", await DoAsync("create rolebinding r --clusterrole=edit --serviceaccount=t-auth:robot -n t-auth"));
        Assert.Equal(3, (await DoAsync("create token robot -n t-auth --duration=1h")).Split('.').Length);
        Assert.Equal("NAME ROLE AGE\nr ClusterRole/edit <age>\n", await TableAsync("get rolebindings -n t-auth"));
        Assert.Equal("yes\n", await DoAsync("auth can-i create pods -n t-auth --as=system:serviceaccount:t-auth:robot"));
    }

    [Theory]
    [InlineData("get pod none", "Error from server (NotFound): pods \"none\" not found\n")]
    [InlineData("get nosuch", "error: the server doesn't have a resource type \"nosuch\"\n")]
    [InlineData("create ns default", "Error from server (AlreadyExists): namespaces \"default\" already exists\n")]
    [InlineData("delete ns default", "Error from server (Forbidden): namespaces \"default\" is forbidden: this namespace may not be deleted\n")]
    [InlineData("create configmap Bad", "error: failed to create configmap: ConfigMap \"Bad\" is invalid: metadata.name: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain*")]
    [InlineData("scale deployment none --replicas=1", "error: no objects passed to scale deployments.apps \"none\" not found\n")]
    public async Task Mistakes_AreNamedAsByKubernetes(string arguments, string errors)
    {
        var result = await kubectl.RunAsync(arguments);
        Assert.Equal(1, result.Exit);
        Assert.True(errors.EndsWith('*') ? result.Errors.StartsWith(errors[..^1], StringComparison.Ordinal) : result.Errors == errors, result.ToString());
    }

    [Fact]
    public async Task Apply_FieldThatNothingActsOn_IsRefusedByName()
    {
        var result = await kubectl.RunAsync("apply -f -", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {workloadRef: y, containers: [{name: c, image: i}]}");
        Assert.Equal(1, result.Exit);
        Assert.Contains("spec.workloadRef: Forbidden: not implemented by EdgeKube", result.Errors, StringComparison.Ordinal);
    }

    private async Task InNamespaceAsync(string name) => Assert.Equal($"namespace/{name} created\n", await DoAsync($"create namespace {name}"));

    private Task<string> DoAsync(string arguments, string? input = null) => DoAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), input);

    private async Task<string> DoAsync(string[] arguments, string? input = null)
    {
        var result = await kubectl.RunAsync(arguments, input);
        Assert.True(result.Exit == 0, $"kubectl {string.Join(' ', arguments)}: {result}");
        return result.Output;
    }

    // Ages are masked, which would shift the columns.
    private async Task<string> TableAsync(string arguments) => Gaps().Replace(Ages().Replace(await DoAsync(arguments), "<age>"), " ");

    // An age alone at the end of a line or before the columns of -o wide.
    [GeneratedRegex(@"(?<= )\d+(ms|s|m|h)(\d+s)?(?=\s*$|  )", RegexOptions.Multiline)]
    private static partial Regex Ages();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gaps();
}
